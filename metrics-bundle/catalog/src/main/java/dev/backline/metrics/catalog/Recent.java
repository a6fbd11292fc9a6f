package dev.backline.metrics.catalog;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something that several gauges show, read once for all of them. Safe for any thread.
 *
 * @param <T> what it is
 */
public final class Recent<T> implements Supplier<T> {

    private final Supplier<T> reader;
    private final long freshNanos;
    private final LongSupplier nanoTime;
    private @Nullable T value;
    private long readNanos;

    /**
     * Not read yet.
     *
     * @param fresh how long a reading is good for
     */
    public Recent(Supplier<T> reader, Duration fresh) {
        this(reader, fresh, System::nanoTime);
    }

    Recent(Supplier<T> reader, Duration fresh, LongSupplier nanoTime) {
        this.reader = reader;
        this.freshNanos = fresh.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized T get() {
        T known = value;
        if (known == null || nanoTime.getAsLong() - readNanos >= freshNanos) {
            known = reader.get();
            value = known;
            readNanos = nanoTime.getAsLong();
        }
        return known;
    }
}
