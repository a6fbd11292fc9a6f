package dev.backline.benchmarks;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What two bots did in the same seconds.
 *
 * @param measured what is asked about
 * @param control what the machine was like
 */
record Window(Sample measured, Sample control) {

    /**
     * What one bot did while there was load.
     *
     * @param cpuMillis CPU time of the process but for its compilers and the garbage collector, per answered command
     * @param collectorMillis CPU time of the garbage collector, per answered command
     * @param p50 of the time to the answer, in milliseconds
     * @param p99 of the time to the answer, in milliseconds
     */
    record Sample(double cpuMillis, double collectorMillis, double p50, double p99) {}

    /** Mean of the bot that is measured. */
    static double mean(List<Window> windows, ToDoubleFunction<Sample> of) {
        return windows.stream()
                .mapToDouble(window -> of.applyAsDouble(window.measured))
                .average()
                .orElse(Double.NaN);
    }

    /** How much more it is in some windows than in those beside them, when what the control did is taken out. */
    static Ratio ratio(List<Window> windows, List<Window> to, ToDoubleFunction<Sample> of) {
        return Ratio.of(relative(windows, of), relative(to, of));
    }

    private static List<Double> relative(List<Window> windows, ToDoubleFunction<Sample> of) {
        return windows.stream()
                .map(window -> of.applyAsDouble(window.measured) / of.applyAsDouble(window.control))
                .toList();
    }
}
