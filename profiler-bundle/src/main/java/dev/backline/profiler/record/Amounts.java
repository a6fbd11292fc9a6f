package dev.backline.profiler.record;

import dev.backline.profiler.engine.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Weights of profiles and times, in words. */
public final class Amounts {

    private static final double KILO = 1024;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private Amounts() {}

    /** With a unit that fits. */
    public static String of(Kind kind, long value) {
        return kind.unit() == Kind.Unit.BYTES ? bytes(value) : time(value);
    }

    static String time(long nanos) {
        double millis = nanos / 1e6;
        return millis < 1000
                ? String.format(Locale.ROOT, "%.1f ms", millis)
                : String.format(Locale.ROOT, "%.2f s", millis / 1e3);
    }

    /** With a unit that fits. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        double amount = bytes / KILO;
        for (String unit : new String[] {"kB", "MB"}) {
            if (amount < KILO) {
                return String.format(Locale.ROOT, "%.1f %s", amount, unit);
            }
            amount /= KILO;
        }
        return String.format(Locale.ROOT, "%.1f GB", amount);
    }

    /** More or less, with its sign. */
    public static String moreBytes(long bytes) {
        return (bytes < 0 ? "-" : "+") + bytes(Math.abs(bytes));
    }

    /** By the clock of this machine. */
    public static String moment(Instant at) {
        return MOMENT.format(at);
    }

    /** In seconds; a millisecond at least, since it is what rates are divided by. */
    public static double seconds(Duration time) {
        return Math.max(1, time.toMillis()) / 1e3;
    }

    /** How much of it there was at a time: of time, how many threads' worth. */
    static String perTime(Kind kind, long value, Duration lasted) {
        double seconds = seconds(lasted);
        return switch (kind) {
            case CPU ->
                String.format(
                        Locale.ROOT,
                        "%.2f of %d CPUs",
                        value / 1e9 / seconds,
                        Runtime.getRuntime().availableProcessors());
            case WALL -> String.format(Locale.ROOT, "%.1f threads at a time", value / 1e9 / seconds);
            case ALLOC -> bytes((long) (value / seconds)) + " a second";
            case LOCK -> String.format(Locale.ROOT, "%.3f threads waiting at a time", value / 1e9 / seconds);
        };
    }

    /** A share of 0 to 1. */
    public static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
