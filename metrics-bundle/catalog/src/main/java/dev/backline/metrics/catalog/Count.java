package dev.backline.metrics.catalog;

import com.codahale.metrics.Counter;

/** A Dropwizard counter that only grows. Safe for any thread. */
public final class Count extends Counter {

    Count() {}

    /**
     * Grows.
     *
     * @throws IllegalArgumentException when it is to shrink
     */
    @Override
    public void inc(long n) {
        if (n < 0) {
            throw new IllegalArgumentException("A count only grows; it was to grow by " + n);
        }
        super.inc(n);
    }

    /** Not to be used. */
    @Override
    public void dec() {
        dec(1);
    }

    /** Not to be used. */
    @Override
    public void dec(long n) {
        throw new UnsupportedOperationException("A count only grows");
    }
}
