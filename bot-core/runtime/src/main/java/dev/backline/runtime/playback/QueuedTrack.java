package dev.backline.runtime.playback;

import dev.backline.api.audio.Track;

/**
 * A track in a queue.
 *
 * @param track what to play
 * @param requestedBy the member who asked for it
 * @param queuedNanos when it was put into the queue, by the clock of {@link System#nanoTime()}
 */
public record QueuedTrack(Track track, long requestedBy, long queuedNanos) {}
