package dev.backline.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * What was measured while there was load.
 *
 * @param cpuMillis CPU time of the process but for its compilers, per answered command
 * @param p50 of the time to the answer, in milliseconds
 * @param p99 of the time to the answer, in milliseconds
 */
record Window(double cpuMillis, double p50, double p99) {

    private static final Pattern ANSWERED = Pattern.compile("\"answered\":(\\d+)");
    private static final Pattern LATENCY = Pattern.compile("\"answerMillis\":(\\{[^}]*})");
    private static final Pattern P50 = Pattern.compile("\"p50\":([0-9.]+)");
    private static final Pattern P99 = Pattern.compile("\"p99\":([0-9.]+)");

    /** Of the bot that is measured: a compiler that ends would take the count of its CPU time with it. */
    static final String JVM = "-XX:-UseDynamicNumberOfCompilerThreads";

    /** Until music plays, and code that is another after a switch is compiled. */
    static final Duration SETTLES = Duration.ofSeconds(10);

    /**
     * Makes load, and measures a part of it.
     *
     * @param load options of {@code sandbox:load start}
     * @param lasts of the part that is measured; latencies are of the time before it, too
     */
    static Window of(Bot bot, String load, Duration lasts) throws IOException, InterruptedException {
        bot.exec("sandbox:load start " + load);
        try {
            Thread.sleep(SETTLES);
            double answeredBefore = answered(report(bot));
            Duration before = bot.cpu();
            Thread.sleep(lasts);
            Duration after = bot.cpu();
            String report = report(bot);
            String latency = Bot.found(LATENCY, report);
            return new Window(
                    after.minus(before).toNanos() / 1e6 / (answered(report) - answeredBefore),
                    Double.parseDouble(Bot.found(P50, latency)),
                    Double.parseDouble(Bot.found(P99, latency)));
        } finally {
            bot.exec("sandbox:load stop");
        }
    }

    private static String report(Bot bot) throws IOException, InterruptedException {
        return bot.exec("sandbox:load status --json");
    }

    private static double answered(String report) {
        return Double.parseDouble(Bot.found(ANSWERED, report));
    }

    static List<Double> values(List<Window> windows, ToDoubleFunction<Window> of) {
        return windows.stream().map(of::applyAsDouble).toList();
    }

    static double mean(List<Window> windows, ToDoubleFunction<Window> of) {
        return windows.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
