package dev.backline.profiler.record;

import dev.backline.profiler.engine.Kind;
import java.time.Duration;
import java.util.Optional;

/**
 * What is to be profiled.
 *
 * @param kind what is sampled
 * @param duration for how long, 100 ms to an hour
 * @param engine name of the engine; empty for the best one that works
 * @param byThread whether the flame graph shows each thread for itself
 * @param thread only threads with this text in their names; empty for all
 * @param feature only what is done under the frames of that feature; empty for everything
 * @param who asks for it
 */
public record Request(
        Kind kind,
        Duration duration,
        Optional<String> engine,
        boolean byThread,
        String thread,
        String feature,
        String who) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    public Request {
        if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A recording takes 100 ms to an hour");
        }
    }
}
