package dev.backline.api.audio;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Something that can be played, as a source found it.
 *
 * @param identifier what a backend loads it by, for example {@code tone:440?seconds=30}, an http URL or a library path;
 *     stable over restarts
 * @param source the source that found it
 * @param title never blank
 * @param author empty when unknown
 * @param length empty for a live stream
 * @param link a page or file that a listener may open
 */
public record Track(
        String identifier,
        SourceKey source,
        String title,
        String author,
        Optional<Duration> length,
        Optional<URI> link) {

    public Track {
        if (identifier.isBlank()) {
            throw new IllegalArgumentException("A track's identifier must not be blank");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException("The title of the track " + identifier + " must not be blank");
        }
        if (length.isPresent() && length.get().isNegative()) {
            throw new IllegalArgumentException("The length of the track " + identifier + " must not be negative");
        }
    }

    /** Whether it has a length, and with it positions to seek to. */
    public boolean seekable() {
        return length.isPresent();
    }
}
