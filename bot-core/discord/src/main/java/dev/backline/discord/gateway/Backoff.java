package dev.backline.discord.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Growing waits between attempts, each cut at random so that many bots do not come back at once. One thread. */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final RandomGenerator random;
    private Duration ceiling = FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** Between half of the ceiling and the ceiling, which doubles each time up to two minutes. */
    Duration next() {
        long nanos = ceiling.toNanos();
        Duration wait = Duration.ofNanos(nanos / 2 + random.nextLong(nanos / 2 + 1));
        ceiling = ceiling.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : ceiling.multipliedBy(2);
        return wait;
    }

    void reset() {
        ceiling = FIRST;
    }
}
