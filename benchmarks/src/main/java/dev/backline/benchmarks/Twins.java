package dev.backline.benchmarks;

import dev.backline.benchmarks.Window.Sample;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Two bots under the same load at the same time. Nothing is switched in one of them, the control: what happens to its CPU
 * time and latency, the machine did. On a virtual machine with neighbours the same work takes a fifth more or less CPU time
 * from one minute to the next, and in both bots alike.
 */
record Twins(Bot measured, Bot control) implements AutoCloseable {

    /** A compiler that ends would take the count of its CPU time with it. */
    private static final String JVM = "-XX:-UseDynamicNumberOfCompilerThreads";

    /** Until music plays, and code that is another after a switch is compiled. */
    static final Duration SETTLES = Duration.ofSeconds(10);

    /** As {@link Bot#start}. */
    static Twins start(Path command) throws IOException, InterruptedException {
        Bot measured = Bot.start(command, JVM);
        try {
            return new Twins(measured, Bot.start(command, JVM));
        } catch (IOException | InterruptedException | RuntimeException e) {
            measured.close();
            throw e;
        }
    }

    /**
     * Makes load, and measures a part of it.
     *
     * @param load options of {@code sandbox:load start}
     * @param lasts of the part that is measured; latencies are of the time before it, too
     */
    Window window(String load, Duration lasts) throws IOException, InterruptedException {
        control.exec("sandbox:load start " + load);
        measured.exec("sandbox:load start " + load);
        try {
            Thread.sleep(SETTLES);
            Start controlStart = Start.of(control);
            Start measuredStart = Start.of(measured);
            Thread.sleep(lasts);
            Sample controlSample = controlStart.until(control);
            return new Window(measuredStart.until(measured), controlSample);
        } finally {
            control.exec("sandbox:load stop");
            measured.exec("sandbox:load stop");
        }
    }

    /** Where the part that is measured begins. */
    private record Start(double answered, Bot.Cpu cpu) {

        static Start of(Bot bot) throws IOException, InterruptedException {
            return new Start(answered(report(bot)), bot.cpu());
        }

        Sample until(Bot bot) throws IOException, InterruptedException {
            JsonObject report = report(bot);
            Bot.Cpu used = bot.cpu().minus(cpu);
            double commands = answered(report) - answered;
            JsonObject latency = report.getJsonObject("answerMillis");
            return new Sample(
                    used.work().toNanos() / 1e6 / commands,
                    used.collector().toNanos() / 1e6 / commands,
                    latency.getJsonNumber("p50").doubleValue(),
                    latency.getJsonNumber("p99").doubleValue());
        }

        private static JsonObject report(Bot bot) throws IOException, InterruptedException {
            return bot.json("sandbox:load status --json").getFirst().asJsonObject();
        }

        private static double answered(JsonObject report) {
            return report.getInt("answered");
        }
    }

    @Override
    public void close() {
        try (control) {
            measured.close();
        }
    }
}
