package dev.backline.profiler.span;

import java.util.concurrent.atomic.LongAdder;

/** How often something took how long, in classes that are a fifth apart. Safe for use by any thread. */
final class Latencies {

    /** From one class to the next, as a factor. */
    private static final double STEP = Math.pow(2, 0.25);

    /** The first class. */
    private static final double SHORTEST_NANOS = 1e3;

    /** Up to some 18 minutes; what takes longer counts as that. */
    private static final int CLASSES = 120;

    private final LongAdder[] classes = new LongAdder[CLASSES];

    Latencies() {
        for (int i = 0; i < CLASSES; i++) {
            classes[i] = new LongAdder();
        }
    }

    void add(long nanos) {
        double steps = Math.log(Math.max(1, nanos / SHORTEST_NANOS)) / Math.log(STEP);
        classes[Math.min(CLASSES - 1, (int) steps)].increment();
    }

    long[] counts() {
        long[] counts = new long[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            counts[i] = classes[i].sum();
        }
        return counts;
    }

    static long[] none() {
        return new long[CLASSES];
    }

    /** How many there are. */
    static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /** What 99 of 100 did not take longer than. */
    static long p99Nanos(long[] counts) {
        long longer = sum(counts) / 100;
        for (int i = CLASSES - 1; i >= 0; i--) {
            longer -= counts[i];
            if (longer < 0) {
                return (long) (SHORTEST_NANOS * Math.pow(STEP, i + 1));
            }
        }
        return 0;
    }
}
