package dev.backline.sandbox.node;

import java.time.Duration;

/**
 * How long things take in a node.
 *
 * @param stats between two reports of statistics
 * @param playerUpdate between two reports of a playing player's position
 * @param cleanup how long nobody may fetch a track's sound before it is given up
 * @param stuck how long a track may give no sound before that is told
 */
public record NodeTimings(Duration stats, Duration playerUpdate, Duration cleanup, Duration stuck) {

    /** As Lavalink has them by default. */
    public static final NodeTimings USUAL = new NodeTimings(
            Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofSeconds(10));

    public NodeTimings {
        requirePositive("stats", stats);
        requirePositive("playerUpdate", playerUpdate);
        requirePositive("cleanup", cleanup);
        requirePositive("stuck", stuck);
    }

    /** The same with other times between reports. */
    public NodeTimings withReports(Duration ofStats, Duration ofPlayers) {
        return new NodeTimings(ofStats, ofPlayers, cleanup, stuck);
    }

    /** The same with more or less patience. */
    public NodeTimings withPatience(Duration untilCleanup, Duration untilStuck) {
        return new NodeTimings(stats, playerUpdate, untilCleanup, untilStuck);
    }

    private static void requirePositive(String what, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(what + " must be positive; it was " + value);
        }
    }
}
