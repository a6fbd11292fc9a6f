package dev.backline.sandbox.node.player;

import java.time.Duration;
import java.util.Optional;

/**
 * Counts the frames of one player, by whole intervals like Lavalink by minutes. Times are those of
 * {@link System#nanoTime()}. Safe for any thread.
 */
public final class FrameLedger {

    /** A pause between two tracks that does not count as a gap. */
    private static final long PASSING_NANOS = Duration.ofMillis(100).toNanos();

    private static final long NEVER = Long.MAX_VALUE;

    private final long intervalNanos;
    private Count current = new Count(Long.MIN_VALUE, 0, 0);
    private Count last = current;
    private long playingSinceNanos = NEVER;
    private long pausedNanos;
    private boolean playing;

    /**
     * Frames of one interval.
     *
     * @param sent handed to the voice connection
     * @param nulled asked for in vain
     */
    public record Count(long interval, int sent, int nulled) {}

    FrameLedger(Duration interval) {
        intervalNanos = interval.toNanos();
    }

    synchronized void sent(long nowNanos) {
        turn(nowNanos);
        current = new Count(current.interval(), current.sent() + 1, current.nulled());
    }

    synchronized void nulled(long nowNanos) {
        turn(nowNanos);
        current = new Count(current.interval(), current.sent(), current.nulled() + 1);
    }

    /** A track begins or goes on. */
    synchronized void playing(long nowNanos) {
        if (playingSinceNanos == NEVER || (!playing && nowNanos - pausedNanos > PASSING_NANOS)) {
            playingSinceNanos = nowNanos;
        }
        playing = true;
    }

    /** A track ends or pauses. */
    synchronized void paused(long nowNanos) {
        playing = false;
        pausedNanos = nowNanos;
    }

    /** The last whole interval, if music played all through it. */
    synchronized Optional<Count> lastWhole(long nowNanos) {
        turn(nowNanos);
        long began = (current.interval() - 1) * intervalNanos;
        return playing && playingSinceNanos < began && last.interval() == current.interval() - 1
                ? Optional.of(last)
                : Optional.empty();
    }

    private void turn(long nowNanos) {
        long interval = Math.floorDiv(nowNanos, intervalNanos);
        if (interval != current.interval()) {
            last = current;
            current = new Count(interval, 0, 0);
        }
    }
}
