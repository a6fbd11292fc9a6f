package dev.backline.lavaplayer.source;

import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What Lavaplayer found, in the words of the contract. */
final class Findings {

    /** What Lavaplayer writes where a file says nothing. */
    private static final String NO_TITLE = "Unknown title";

    private static final String NO_AUTHOR = "Unknown artist";

    private Findings() {}

    /**
     * @param identifier by which it is found again
     * @param fallbackTitle for tracks that carry none; not blank
     */
    static Track track(SourceKey source, AudioTrackInfo info, String identifier, String fallbackTitle) {
        String title = text(info.title, NO_TITLE);
        return new Track(
                identifier,
                source,
                title.isEmpty() ? fallbackTitle : title,
                text(info.author, NO_AUTHOR),
                info.isStream || info.length == Long.MAX_VALUE
                        ? Optional.empty()
                        : Optional.of(Duration.ofMillis(Math.max(0, info.length))),
                link(info.uri));
    }

    private static String text(@Nullable String text, String unknown) {
        return text == null || text.equals(unknown) ? "" : text.strip();
    }

    /** Only web pages: a path on this machine is nobody's business. */
    private static Optional<URI> link(@Nullable String uri) {
        if (uri == null || !uri.toLowerCase(Locale.ROOT).matches("https?://.*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(URI.create(uri));
        } catch (IllegalArgumentException notAUri) {
            return Optional.empty();
        }
    }
}
