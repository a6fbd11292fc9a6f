package dev.backline.api.event;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears about tracks that play. */
@ConsumerType
public interface TrackObserver {

    /**
     * The first frame of a track is ready.
     *
     * @param waitedNanos since it was put into the queue
     * @param startNanos since the backend was told to play it
     */
    default void trackStarted(SourceKey source, long waitedNanos, long startNanos) {}

    default void trackEnded(SourceKey source, EndReason reason) {}

    /** A track gives no sound although it should. */
    default void trackStuck(SourceKey source) {}

    /** A track cannot be played, or not further. */
    default void trackFailed(SourceKey source) {}

    /** A guild's player was opened on a backend ({@code +1}) or closed ({@code -1}). */
    default void playersChanged(int difference) {}
}
