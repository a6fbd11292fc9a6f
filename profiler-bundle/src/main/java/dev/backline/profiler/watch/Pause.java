package dev.backline.profiler.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * From one piece of evidence to the next. It outlives the watch that kept it, so that one that is switched off and on does
 * not keep more. Safe for use by any thread.
 */
final class Pause {

    private Instant ends = Instant.MIN;
    private @Nullable Instant last;

    /**
     * Begins one, unless one goes on.
     *
     * @param length how long it is, unless evidence is kept
     * @return whether it did
     */
    synchronized boolean begin(Instant now, Duration length) {
        if (now.isBefore(ends)) {
            return false;
        }
        ends = now.plus(length);
        return true;
    }

    /** Evidence was kept. */
    synchronized void kept(Instant now, Duration pause) {
        last = now;
        ends = now.plus(pause);
    }

    /** When evidence was kept the last time. */
    synchronized Optional<Instant> last() {
        return Optional.ofNullable(last);
    }
}
