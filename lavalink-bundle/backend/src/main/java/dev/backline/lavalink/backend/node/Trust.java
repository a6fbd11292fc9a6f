package dev.backline.lavalink.backend.node;

import java.time.Duration;

/**
 * How far a node is trusted: after a failure it has to work for some time before it may be preferred to others, and twice
 * as long after each further one, so that players do not go to and fro with it. Times are of {@link System#nanoTime()}.
 */
final class Trust {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** After this long without a failure, earlier ones do not count any more. */
    private static final Duration FORGIVEN = Duration.ofMinutes(10);

    private final Duration first;
    private int failures;
    private long connectedNanos;

    /** @param first how long it has to work after its first failure */
    Trust(Duration first) {
        this.first = first;
    }

    /** It works since now. Returns how long it has to. */
    Duration connected(long nowNanos) {
        connectedNanos = nowNanos;
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration settle = first;
        for (int i = 1; i < failures && settle.compareTo(LONGEST) < 0; i++) {
            settle = settle.multipliedBy(2);
        }
        return settle.compareTo(LONGEST) < 0 ? settle : LONGEST;
    }

    /** It worked, and does not any more. */
    void failed(long nowNanos) {
        if (nowNanos - connectedNanos > FORGIVEN.toNanos()) {
            failures = 0;
        }
        failures++;
    }
}
