package dev.backline.metrics.catalog;

import java.util.Arrays;

/** What a histogram has counted until one moment. */
public final class BucketCounts {

    private final Buckets buckets;
    private final long[] counts;
    private final long sumNanos;

    BucketCounts(Buckets buckets, long[] counts, long sumNanos) {
        this.buckets = buckets;
        this.counts = counts;
        this.sumNanos = sumNanos;
    }

    /** The bounds. */
    public Buckets buckets() {
        return buckets;
    }

    /** How many buckets there are: one more than bounds. */
    public int size() {
        return counts.length;
    }

    /** How many durations lie in a bucket alone, counted from 0. */
    public long in(int bucket) {
        return counts[bucket];
    }

    /** How many durations there are. */
    public long count() {
        return Arrays.stream(counts).sum();
    }

    /** All durations together, in nanoseconds. */
    public long sumNanos() {
        return sumNanos;
    }

    /** This and another histogram with the same bounds, together. */
    public BucketCounts plus(BucketCounts other) {
        return combined(other, 1);
    }

    /** What came since an earlier reading of the same histogram. */
    public BucketCounts since(BucketCounts earlier) {
        return combined(earlier, -1);
    }

    private BucketCounts combined(BucketCounts other, int sign) {
        long[] all = new long[counts.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = counts[i] + sign * other.counts[i];
        }
        return new BucketCounts(buckets, all, sumNanos + sign * other.sumNanos);
    }

    /**
     * The duration that a share of all does not exceed, in nanoseconds, as far as the buckets tell: it is taken to grow
     * evenly within a bucket; beyond the last bound it is that bound.
     *
     * @param share 0 to 1
     * @return 0 when there are none
     */
    public double quantileNanos(double share) {
        double rank = share * count();
        double below = 0;
        double lower = 0;
        for (int i = 0; i < counts.length - 1; i++) {
            double upper = buckets.bounds().get(i).toNanos();
            if (counts[i] > 0 && below + counts[i] >= rank) {
                return lower + (upper - lower) * Math.max(0, rank - below) / counts[i];
            }
            below += counts[i];
            lower = upper;
        }
        return below == count() ? 0 : lower;
    }
}
