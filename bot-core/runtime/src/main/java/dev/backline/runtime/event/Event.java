package dev.backline.runtime.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A place in the dispatcher's ring: one call, with its arguments. Written and read again and again. */
final class Event {

    /**
     * Makes the call on one observer.
     *
     * @param <T> type of the observer
     */
    @FunctionalInterface
    interface Call<T> {
        void on(T observer, Event event);
    }

    /** Whose observers hear it. */
    @Nullable FanOut<?> to;

    @Nullable Call<?> call;
    /** Arguments that are objects, in the order of the call. */
    @Nullable Object first;

    @Nullable Object second;
    /** Arguments that are numbers, in the order of the call. */
    long a;

    long b;

    /** The first argument that is an object. */
    <V> V first(Class<V> type) {
        return Objects.requireNonNull(type.cast(first));
    }

    /** The second argument that is an object. */
    <V> V second(Class<V> type) {
        return Objects.requireNonNull(type.cast(second));
    }
}
