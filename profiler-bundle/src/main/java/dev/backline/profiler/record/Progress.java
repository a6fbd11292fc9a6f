package dev.backline.profiler.record;

import java.time.Duration;

/** Hears how a recording goes on, some times a second, on the thread that waits for it. */
@FunctionalInterface
public interface Progress {

    /** Says nothing to anybody. */
    Progress NONE = (elapsed, of) -> {};

    void passed(Duration elapsed, Duration of);
}
