package dev.backline.profiler.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is sampled, and what a sample weighs. */
public enum Kind {
    /** CPU time of threads that run. */
    CPU("CPU time", Unit.NANOSECONDS),
    /** Time that passes, whether a thread runs or waits. */
    WALL("time, running or waiting", Unit.NANOSECONDS),
    /** Bytes of new objects. */
    ALLOC("allocated bytes", Unit.BYTES),
    /** Time spent waiting for locks that others hold. */
    LOCK("time waiting for locks", Unit.NANOSECONDS);

    /** What weights count. */
    public enum Unit {
        NANOSECONDS,
        BYTES
    }

    private final String what;
    private final Unit unit;

    Kind(String what, Unit unit) {
        this.what = what;
        this.unit = unit;
    }

    /** In words. */
    public String what() {
        return what;
    }

    /** What the weights of its samples count. */
    public Unit unit() {
        return unit;
    }

    /** As operators type it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of that {@link #label}. */
    public static Optional<Kind> of(String label) {
        return Arrays.stream(values())
                .filter(kind -> kind.label().equals(label))
                .findFirst();
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(Kind::label).collect(Collectors.joining(", "));
    }
}
