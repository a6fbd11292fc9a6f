package dev.backline.api.audio;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * What a listener asked for: a URL, an identifier of a source ({@code tone:440}), or words to search by.
 *
 * @param text stripped, 1 to 500 characters
 */
public record TrackQuery(String text) {

    /** The longest text that is looked up, in characters. */
    public static final int MAX_LENGTH = 500;

    public TrackQuery {
        text = text.strip();
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A query has 1 to " + MAX_LENGTH + " characters; this one has " + text.length());
        }
    }

    /** The text as an absolute http or https URL with a host; empty when it is anything else. */
    public Optional<URI> url() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(text);
            return uri.getHost() == null ? Optional.empty() : Optional.of(uri);
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }
}
