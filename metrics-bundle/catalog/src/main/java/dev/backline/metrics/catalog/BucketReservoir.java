package dev.backline.metrics.catalog;

import com.codahale.metrics.Reservoir;
import com.codahale.metrics.Snapshot;
import java.util.concurrent.atomic.LongAdder;

/** Counts durations by bucket, and adds them up. Safe for any thread; updating neither locks nor allocates. */
final class BucketReservoir implements Reservoir {

    private final Buckets buckets;
    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    BucketReservoir(Buckets buckets) {
        this.buckets = buckets;
        bounds = buckets.nanos();
        counts = new LongAdder[bounds.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /** Adds a duration in nanoseconds; a negative one, which a clock that was set gives, counts as zero. */
    @Override
    public void update(long nanos) {
        int i = 0;
        while (i < bounds.length && nanos > bounds[i]) {
            i++;
        }
        counts[i].increment();
        sum.add(Math.max(0, nanos));
    }

    /** Number of durations. */
    long count() {
        long all = 0;
        for (LongAdder count : counts) {
            all += count.sum();
        }
        return all;
    }

    /** What was counted so far. */
    BucketCounts read() {
        long[] now = new long[counts.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts[i].sum();
        }
        return new BucketCounts(buckets, now, sum.sum());
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, count());
    }

    @Override
    public Snapshot getSnapshot() {
        return new BucketSnapshot(read());
    }
}
