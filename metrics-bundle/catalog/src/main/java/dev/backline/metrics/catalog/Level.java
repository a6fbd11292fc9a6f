package dev.backline.metrics.catalog;

import com.codahale.metrics.Gauge;
import java.util.concurrent.atomic.AtomicLong;

/** A gauge that remembers what it was set to; until then it is not a number, and is not exported. Safe for any thread. */
public final class Level implements Gauge<Double> {

    private final AtomicLong bits = new AtomicLong(Double.doubleToRawLongBits(Double.NaN));

    Level() {}

    public void set(double value) {
        bits.set(Double.doubleToRawLongBits(value));
    }

    @Override
    public Double getValue() {
        return Double.longBitsToDouble(bits.get());
    }
}
