package dev.backline.sandbox.world;

import java.util.concurrent.atomic.AtomicLong;

/** Ids as Discord makes them: the time in their upper bits, so that clients can tell how old a thing is. */
public final class Snowflakes {

    private static final long DISCORD_EPOCH_MILLIS = 1_420_070_400_000L;
    private static final AtomicLong last = new AtomicLong();

    private Snowflakes() {}

    /** A new id of this moment, greater than all before. */
    public static long next() {
        long now = (System.currentTimeMillis() - DISCORD_EPOCH_MILLIS) << 22;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
