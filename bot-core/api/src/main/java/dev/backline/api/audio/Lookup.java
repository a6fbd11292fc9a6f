package dev.backline.api.audio;

import java.util.List;
import java.util.Optional;

/** How a look-up of tracks ended. */
public sealed interface Lookup {

    /**
     * Tracks were found.
     *
     * @param tracks at least one; the first is the best match of a search, or the first of a playlist
     * @param playlist the playlist's title when all tracks belong together; empty for the results of a search
     */
    record Found(List<Track> tracks, Optional<String> playlist) implements Lookup {
        public Found {
            tracks = List.copyOf(tracks);
            if (tracks.isEmpty()) {
                throw new IllegalArgumentException("A look-up that found nothing is NotFound, not an empty Found");
            }
        }

        /** One track that belongs to no playlist. */
        public static Found one(Track track) {
            return new Found(List.of(track), Optional.empty());
        }
    }

    /** The source works and does not have it. */
    record NotFound() implements Lookup {}

    /**
     * The source could not answer.
     *
     * @param reason which kind of failure it was
     * @param message one sentence for the listener who asked: what is wrong and what to do; free of secrets and paths
     */
    record Failed(Reason reason, String message) implements Lookup {}

    /** Kinds of failure, closed so that they may stand in a metric's label. */
    enum Reason {
        /** What was asked for is not acceptable, whichever source is tried next. */
        REFUSED,
        /** The source, or the way to it, is broken. */
        UNAVAILABLE,
        /** The source did not answer in time. */
        TIMEOUT
    }
}
