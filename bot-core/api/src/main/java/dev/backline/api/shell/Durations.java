package dev.backline.api.shell;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Durations as operators type them: a whole number and its unit, as in {@code 500ms}, {@code 30s} or {@code 24h}. */
public final class Durations {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofHours(24);

    private Durations() {}

    /**
     * Reads one.
     *
     * @return 1 ms to 24 h
     * @throws IllegalArgumentException when it is none, or less than a millisecond or more than a day
     */
    public static Duration parse(String text) {
        Duration duration = read(text);
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Expected a time of 1ms to 24h, not “" + text + "”");
        }
        return duration;
    }

    /**
     * Reads one that may be zero, for what has an end only when one is given.
     *
     * @return 0 to 24 h
     * @throws IllegalArgumentException when it is none, or more than a day
     */
    public static Duration parseOrZero(String text) {
        Duration duration = read(text);
        if (duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("Expected a time of 0s to 24h, not “" + text + "”");
        }
        return duration;
    }

    /** No number that is read here is too large for a {@link Duration}. */
    private static Duration read(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Expected a time such as 30s, 500ms or 2m, not “" + text + "”");
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    /** Some that {@link #parse} reads, for completion. */
    public static Stream<String> examples() {
        return Stream.of("10s", "30s", "1m", "5m");
    }
}
