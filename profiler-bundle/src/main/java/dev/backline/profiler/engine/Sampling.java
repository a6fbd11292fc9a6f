package dev.backline.profiler.engine;

import java.time.Duration;
import java.util.Set;

/**
 * What a recording holds, so that it can be read and explained.
 *
 * @param kind what was sampled
 * @param engine who did it, with its version
 * @param event by which event of that engine
 * @param interval time that one sample stands for, where it does not say itself
 * @param types names of the recording's events that are samples
 * @param sees what the engine sees, and what it does not
 */
public record Sampling(Kind kind, String engine, String event, Duration interval, Set<String> types, String sees) {

    public Sampling {
        types = Set.copyOf(types);
    }
}
