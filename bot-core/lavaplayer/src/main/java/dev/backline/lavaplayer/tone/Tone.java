package dev.backline.lavaplayer.tone;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sine tone, written {@code tone:440?seconds=30} or {@code tone 440}.
 *
 * @param hertz 20 to 20,000: what people hear
 * @param seconds 1 to 36,000
 */
public record Tone(int hertz, int seconds) {

    static final int DEFAULT_SECONDS = 60;

    private static final Pattern IDENTIFIER = Pattern.compile("tone:\\s*(\\d+)\\s*(?:hz)?(?:\\?seconds=(-?\\d+))?");
    private static final Pattern WORDS = Pattern.compile("tone\\s+(-?\\d+)(?:\\s*hz)?(?:\\s+(-?\\d+)\\s*s?)?");
    private static final String USAGE =
            "A tone is written like tone:440?seconds=30, with 20 to 20000 Hz and 1 to 36000 seconds.";

    public Tone {
        if (hertz < 20 || hertz > 20_000) {
            throw new IllegalArgumentException("A tone has 20 to 20000 Hz; " + hertz + " Hz is not heard.");
        }
        if (seconds < 1 || seconds > 36_000) {
            throw new IllegalArgumentException("A tone lasts 1 to 36000 seconds, not " + seconds + ".");
        }
    }

    /** Whether a text asks for a tone, perhaps not for a good one. */
    public static boolean looksLikeOne(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.startsWith("tone:") || WORDS.matcher(lower).matches();
    }

    /** @throws IllegalArgumentException with a message for the one who wrote the text */
    static Tone parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (Pattern form : new Pattern[] {IDENTIFIER, WORDS}) {
            Matcher matcher = form.matcher(lower);
            if (matcher.matches()) {
                String seconds = matcher.group(2);
                return new Tone(number(matcher.group(1)), seconds == null ? DEFAULT_SECONDS : number(seconds));
            }
        }
        throw new IllegalArgumentException(USAGE);
    }

    private static int number(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException tooLong) {
            throw new IllegalArgumentException(USAGE, tooLong);
        }
    }

    Duration length() {
        return Duration.ofSeconds(seconds);
    }

    String title() {
        return "Tone " + hertz + " Hz";
    }

    /** The one way of writing it that is kept. */
    String identifier() {
        return "tone:" + hertz + "?seconds=" + seconds;
    }
}
