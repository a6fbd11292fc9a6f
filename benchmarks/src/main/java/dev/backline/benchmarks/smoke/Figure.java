package dev.backline.benchmarks.smoke;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;

/**
 * Something that is measured.
 *
 * @param operation such as {@code command queue}
 */
record Figure(String operation, Kind kind) implements Comparable<Figure> {

    private static final Comparator<Figure> ORDER =
            Comparator.comparing(Figure::operation).thenComparing(Figure::kind);

    /** What of it. The more noise a kind has, the more it may differ from the baseline, whatever its spread was there. */
    enum Kind {
        /** The same on every machine, by one JDK. */
        ALLOCATED_BYTES("allocatedBytes", "allocated bytes", 0.03, 0),
        /** In units of a piece of work that was measured in the same minute. */
        CPU("cpu", "CPU time, in calibrations", 0.12, 0),
        /** Absolute, since it is none: an object that is kept each time counts as 1. */
        RETAINED("retained", "objects that are kept", 0.05, 0.5),
        HEAP_BYTES("heapBytes", "bytes of live heap", 0.05, 0),
        CLASSES("loadedClasses", "loaded classes", 0.02, 0),
        THREADS("threads", "threads", 0.10, 2);

        private final String key;
        private final String text;
        private final double leastShare;
        private final double leastAmount;

        Kind(String key, String text, double leastShare, double leastAmount) {
            this.key = key;
            this.text = text;
            this.leastShare = leastShare;
            this.leastAmount = leastAmount;
        }

        /** In the file. */
        String key() {
            return key;
        }

        /** In words. */
        String text() {
            return text;
        }

        static Kind of(String key) {
            return Arrays.stream(values())
                    .filter(kind -> kind.key.equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no kind of figure " + key));
        }

        /**
         * What it may be at the most: as far from the median as the baseline's runs were from each other (two and a half
         * standard deviations, of nine of ten runs), and at least as far as the kind is known to wander from machine to
         * machine.
         *
         * @param spread of the baseline's runs, as a share of their median
         */
        double limit(double median, double spread) {
            return median * (1 + Math.max(leastShare, spread)) + leastAmount;
        }

        String format(double value) {
            return String.format(Locale.ROOT, value < 100 ? "%.4g" : "%,.0f", value);
        }
    }

    @Override
    public int compareTo(Figure other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return operation + ": " + kind.text();
    }
}
