package dev.backline.lavalink.backend;

import dev.backline.api.audio.Track;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One playing of one track, from the command to its end. It goes on, as the same, when the node changes. */
final class Playing {

    private final long number;
    private final Track track;
    private Duration from;
    private @Nullable String encoded;
    private boolean started;
    private boolean failed;

    /**
     * About to begin.
     *
     * @param number that no other playing has, by which events of nodes are told apart
     * @param from where in the track it begins
     */
    Playing(long number, Track track, Duration from) {
        this.number = number;
        this.track = track;
        this.from = from;
    }

    long number() {
        return number;
    }

    Track track() {
        return track;
    }

    /** Where in the track it begins, or goes on after a jump or on another node. */
    Duration from() {
        return from;
    }

    void goOnFrom(Duration position) {
        from = position;
    }

    /** The track as Lavalink encodes it, the same on all nodes; null before one of them has loaded it. */
    @Nullable String encoded() {
        return encoded;
    }

    void encodedAs(String lavalinks) {
        encoded = lavalinks;
    }

    /** Whether its first frame was there. */
    boolean isStarted() {
        return started;
    }

    /** Its first frame is there. Returns whether that is news. */
    boolean start() {
        boolean news = !started;
        started = true;
        return news;
    }

    boolean isFailed() {
        return failed;
    }

    /** It failed, and will end. Returns whether that is news. */
    boolean fail() {
        boolean news = !failed;
        failed = true;
        return news;
    }
}
