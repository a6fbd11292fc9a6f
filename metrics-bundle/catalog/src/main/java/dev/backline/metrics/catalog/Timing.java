package dev.backline.metrics.catalog;

import com.codahale.metrics.Clock;
import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MovingAverages;
import com.codahale.metrics.Snapshot;
import com.codahale.metrics.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A Dropwizard timer over fixed buckets, so that many instances can be added up. It has no rates: whoever reads it twice
 * has them. Safe for any thread.
 */
public final class Timing extends Timer {

    private final BucketReservoir reservoir;

    Timing(Buckets buckets) {
        this(new BucketReservoir(buckets));
    }

    private Timing(BucketReservoir reservoir) {
        super(new Meter(NoAverages.NONE, Clock.defaultClock()), new Histogram(reservoir), Clock.defaultClock());
        this.reservoir = reservoir;
    }

    /** Adds a duration in nanoseconds, without locking or allocating. */
    public void record(long nanos) {
        reservoir.update(nanos);
    }

    /** What was counted so far. */
    public BucketCounts read() {
        return reservoir.read();
    }

    @Override
    public void update(long duration, TimeUnit unit) {
        reservoir.update(unit.toNanos(duration));
    }

    @Override
    public void update(Duration duration) {
        reservoir.update(duration.toNanos());
    }

    @Override
    public long getCount() {
        return reservoir.count();
    }

    @Override
    public Snapshot getSnapshot() {
        return reservoir.getSnapshot();
    }

    /** Nothing calls the meter that Dropwizard's timer has. */
    private enum NoAverages implements MovingAverages {
        NONE;

        @Override
        public void tickIfNecessary() {}

        @Override
        public void update(long n) {}

        @Override
        public double getM1Rate() {
            return 0;
        }

        @Override
        public double getM5Rate() {
            return 0;
        }

        @Override
        public double getM15Rate() {
            return 0;
        }
    }
}
