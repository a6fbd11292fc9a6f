package dev.backline.lavalink.backend;

import java.time.Duration;

/**
 * Where in a track a node is. Nodes tell it every few seconds; in between it moves on by itself.
 *
 * @param position at a moment
 * @param atNanos the moment, by the clock of {@link System#nanoTime()}
 * @param moving whether sound flows
 */
record Playhead(Duration position, long atNanos, boolean moving) {

    static Playhead at(Duration position, boolean moving) {
        return new Playhead(position, System.nanoTime(), moving);
    }

    /** The position at another moment, which may have been before. */
    Duration position(long nanos) {
        Duration moved = moving ? position.plusNanos(nanos - atNanos) : position;
        return moved.isNegative() ? Duration.ZERO : moved;
    }

    /** Stops where it is, or goes on from there. */
    Playhead moving(boolean now) {
        return at(position(System.nanoTime()), now);
    }
}
