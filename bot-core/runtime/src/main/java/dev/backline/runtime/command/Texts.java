package dev.backline.runtime.command;

import dev.backline.api.audio.Track;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times, titles and progress read in messages. */
final class Texts {

    private static final Pattern TIME = Pattern.compile("(?:(?:(\\d{1,3}):)?(\\d{1,3}):)?(\\d{1,6})");
    private static final int BAR = 18;

    private Texts() {}

    /** {@code 3:07}, {@code 1:02:03}. */
    static String time(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** The length of a track, or {@code live}. */
    static String length(Track track) {
        return track.length().map(Texts::time).orElse("live");
    }

    /** Reads {@code 95}, {@code 1:35} or {@code 1:02:03}; empty when it is none of these. */
    static Optional<Duration> parseTime(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(matcher, 1))
                .plusMinutes(number(matcher, 2))
                .plusSeconds(number(matcher, 3)));
    }

    private static long number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** A bar with a knob where the position is. */
    static String progress(Duration position, Duration length) {
        long millis = Math.max(1, length.toMillis());
        int knob = Math.clamp(position.toMillis() * BAR / millis, 0, BAR - 1);
        return "▬".repeat(knob) + "🔘" + "▬".repeat(BAR - 1 - knob);
    }

    /** Title, and author where there is one, on one line and without markup of its own. */
    static String name(Track track) {
        String title = plain(track.title(), 80);
        return track.author().isBlank() ? title : title + " · " + plain(track.author(), 40);
    }

    /** A line of a list: place, name and length. */
    static String line(int place, Track track) {
        return "`" + place + ".` " + name(track) + " `" + length(track) + "`\n";
    }

    /** Text from elsewhere, cut to a length and with Discord's markup made harmless. */
    static String plain(String text, int limit) {
        String line = text.strip().replaceAll("\\s+", " ");
        String cut = line.codePointCount(0, line.length()) <= limit
                ? line
                : line.substring(0, line.offsetByCodePoints(0, limit - 1)) + "…";
        return cut.replaceAll("([\\\\*_~`|<>\\[\\]@#])", "\\\\$1");
    }

    /** {@code 1 track}, {@code 12 tracks}. */
    static String tracks(int count) {
        return count == 1 ? "1 track" : count + " tracks";
    }
}
