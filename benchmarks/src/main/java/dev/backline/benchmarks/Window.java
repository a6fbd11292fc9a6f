package dev.backline.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * What was measured while there was load.
 *
 * @param cpuMillis CPU time of the process per answered command
 * @param p50 of the time to the answer, in milliseconds
 * @param p99 of the time to the answer, in milliseconds
 */
record Window(double cpuMillis, double p50, double p99) {

    private static final Pattern ANSWERED = Pattern.compile("\"answered\":(\\d+)");
    private static final Pattern LATENCY = Pattern.compile("\"answerMillis\":(\\{[^}]*})");
    private static final Pattern P50 = Pattern.compile("\"p50\":([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("\"p99\":([0-9.]+)");

    /**
     * Makes load, and measures until it is over.
     *
     * @param load options of {@code sandbox:load start}, with a duration
     */
    static Window of(Bot bot, String load) throws IOException, InterruptedException {
        Duration before = bot.cpu();
        String report = bot.exec("sandbox:load start " + load + " --wait --json");
        Duration after = bot.cpu();
        String latency = Bot.found(LATENCY, report);
        return new Window(
                after.minus(before).toNanos() / 1e6 / Double.parseDouble(Bot.found(ANSWERED, report)),
                Double.parseDouble(Bot.found(P50, latency)),
                Double.parseDouble(Bot.found(P99, latency)));
    }

    static List<Double> values(List<Window> windows, ToDoubleFunction<Window> of) {
        return windows.stream().map(of::applyAsDouble).toList();
    }

    static double mean(List<Window> windows, ToDoubleFunction<Window> of) {
        return windows.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
