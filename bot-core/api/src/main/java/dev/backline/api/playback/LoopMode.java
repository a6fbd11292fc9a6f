package dev.backline.api.playback;

/** What follows when a track has finished. */
public enum LoopMode {
    /** The next track; silence after the last. */
    OFF,
    /** The same track again. */
    TRACK,
    /** The next track; the finished one goes to the end of the queue. */
    QUEUE
}
