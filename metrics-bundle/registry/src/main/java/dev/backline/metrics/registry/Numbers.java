package dev.backline.metrics.registry;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {

    private Numbers() {}

    /** A duration with three digits, in the unit that fits. */
    static String duration(double nanos) {
        if (nanos < 1e3) {
            return digits(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return digits(nanos / 1e3) + " µs";
        }
        if (nanos < 1e9) {
            return digits(nanos / 1e6) + " ms";
        }
        return digits(nanos / 1e9) + " s";
    }

    /** A number without more digits than it needs. */
    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.format(Locale.ROOT, "%d", (long) number)
                : digits(number);
    }

    private static String digits(double number) {
        double size = Math.abs(number);
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.001 ? 2 : 6;
        return String.format(Locale.ROOT, "%." + decimals + "f", number);
    }
}
