package dev.backline.api.audio;

/**
 * Why a track ended. The names are those of Lavalink v4's track end reasons, of which one is missing: a track that the
 * backend gave up, since nobody fetched its sound, is not over ({@link PlayerListener#playerLost}).
 */
public enum EndReason {
    /** It played to its end. */
    FINISHED,
    /** It could not be loaded, or broke while it played. */
    LOAD_FAILED,
    /** It was stopped. */
    STOPPED,
    /** Another track took its place. */
    REPLACED;

    /** Whether the queue goes on with the next track by itself. */
    public boolean mayStartNext() {
        return this == FINISHED || this == LOAD_FAILED;
    }
}
