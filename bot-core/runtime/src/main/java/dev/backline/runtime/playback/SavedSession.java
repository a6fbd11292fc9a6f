package dev.backline.runtime.playback;

import dev.backline.api.playback.LoopMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is kept of a guild's playback over a restart.
 *
 * @param channelId the voice channel to go back to
 * @param current what played
 * @param position in the current track
 * @param queue what came next
 */
record SavedSession(
        long guildId,
        OptionalLong channelId,
        Optional<QueuedTrack> current,
        Duration position,
        boolean paused,
        int volume,
        LoopMode loop,
        List<QueuedTrack> queue) {

    SavedSession {
        queue = List.copyOf(queue);
    }

    /** Whether there is nothing in it worth keeping. */
    boolean blank() {
        return current.isEmpty() && queue.isEmpty();
    }
}
