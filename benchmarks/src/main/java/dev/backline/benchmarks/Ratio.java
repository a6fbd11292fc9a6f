package dev.backline.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * How much more one thing is than another that it was measured beside.
 *
 * @param mean geometric, of all pairs
 * @param low lower end of the 95 % confidence interval
 * @param high upper end
 */
record Ratio(double mean, double low, double high) {

    /** Student's t for 95 %, two-sided, by degrees of freedom; beyond the table, that of the normal distribution is near. */
    private static final double[] T95 = {
        12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10,
        2.09
    };

    /**
     * Of pairs that were measured beside each other.
     *
     * @param of one after the other
     * @param to as many
     */
    static Ratio of(List<Double> of, List<Double> to) {
        double[] logs = new double[of.size()];
        double sum = 0;
        for (int i = 0; i < logs.length; i++) {
            logs[i] = Math.log(of.get(i) / to.get(i));
            sum += logs[i];
        }
        double mean = sum / logs.length;
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double error = logs.length < 2
                ? Double.NaN
                : Math.sqrt(squares / (logs.length - 1) / logs.length) * T95[Math.min(logs.length - 2, T95.length - 1)];
        return new Ratio(Math.exp(mean), Math.exp(mean - error), Math.exp(mean + error));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f (%.3f to %.3f)", mean, low, high);
    }
}
