package dev.backline.lavalink.backend.node;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed in a player; what is absent stays.
 *
 * @param track another track, or none
 * @param position where to go in the track
 * @param paused whether it is paused
 * @param volume in percent
 */
public record PlayerPatch(
        Optional<TrackChange> track, Optional<Duration> position, Optional<Boolean> paused, Optional<Integer> volume) {

    /**
     * The track that is to play.
     *
     * @param encoded as the node encoded it; nothing to play nothing
     * @param number of this playing, by which its events are recognized
     */
    public record TrackChange(@Nullable String encoded, long number) {}
}
