package dev.backline.benchmarks;

import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.util.ListStatistics;

/**
 * How much more one thing is than another that it was measured beside.
 *
 * @param mean geometric, of all pairs
 * @param low lower end of the 95 % confidence interval; not a number where there are fewer than three pairs
 * @param high upper end
 */
record Ratio(double mean, double low, double high) {

    private static final double CONFIDENCE = 0.95;

    /**
     * Of pairs that were measured beside each other.
     *
     * @param of one after the other
     * @param to as many
     */
    static Ratio of(List<Double> of, List<Double> to) {
        double[] logs = new double[of.size()];
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(of.get(i) / to.get(i));
        }
        ListStatistics statistics = new ListStatistics(logs);
        double mean = statistics.getMean();
        double error = statistics.getMeanErrorAt(CONFIDENCE);
        return new Ratio(Math.exp(mean), Math.exp(mean - error), Math.exp(mean + error));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", mean, low, high);
    }
}
