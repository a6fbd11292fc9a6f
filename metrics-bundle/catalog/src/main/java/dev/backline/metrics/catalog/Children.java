package dev.backline.metrics.catalog;

import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to each value of a label: made when a value is first seen, and found again without hashing, locking or
 * allocating. Values are told apart by identity: those that are equal share what belongs to them.
 *
 * @param <V> type of the label's values
 * @param <C> what belongs to them
 */
final class Children<V, C> {

    /** When so many objects are known, all are forgotten, lest those of bundles that were replaced pile up. */
    private static final int MOST = 1 << 10;

    private final Function<V, C> make;

    /** Value and child by turns, at the place that the value's identity gives, or the next free one; half empty. */
    private volatile @Nullable Object[] table = new @Nullable Object[32];

    private int known;

    /** @param make gives equal values the same child */
    Children(Label<V> label, Function<V, C> make) {
        this.make = make;
        label.constants().forEach(this::add);
    }

    C of(V value) {
        @Nullable Object[] now = table;
        int i = place(value, now);
        return now[i] == value ? child(now, i) : add(value);
    }

    @SuppressWarnings("unchecked") // add put the two together
    private C child(@Nullable Object[] from, int i) {
        return (C) Objects.requireNonNull(from[i + 1]);
    }

    /** Where a value is, or would be. */
    private static int place(Object value, @Nullable Object[] in) {
        int i = 2 * System.identityHashCode(value) & in.length - 1;
        while (in[i] != null && in[i] != value) {
            i = i + 2 & in.length - 1;
        }
        return i;
    }

    private synchronized C add(V value) {
        @Nullable Object[] now = table;
        int i = place(value, now);
        if (now[i] == value) {
            return child(now, i);
        }
        C child = make.apply(value);
        if (known == MOST) {
            known = 0;
            now = new @Nullable Object[32];
        }
        known++;
        @Nullable Object[] next = new @Nullable Object[4 * known > now.length ? 2 * now.length : now.length];
        for (int j = 0; j < now.length; j += 2) {
            Object other = now[j];
            if (other != null) {
                put(next, other, now[j + 1]);
            }
        }
        put(next, value, child);
        table = next;
        return child;
    }

    private static void put(@Nullable Object[] into, Object value, @Nullable Object child) {
        int i = place(value, into);
        into[i] = value;
        into[i + 1] = child;
    }
}
