package dev.backline.sandbox.world;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Ids as Discord makes them: the time in their upper bits, so that clients can tell how old a thing is. */
public final class Snowflakes {

    private static final long DISCORD_EPOCH_MILLIS = 1_420_070_400_000L;
    private static final long YEARS_MILLIS = Duration.ofDays(2 * 365).toMillis();
    private static final AtomicLong last = new AtomicLong();

    private Snowflakes() {}

    /**
     * The id of something that has been there for years: always the same for a name, so that whatever the bot keeps over a
     * restart finds it again.
     */
    public static long of(String name) {
        UUID hash = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        long age = Long.remainderUnsigned(hash.getMostSignificantBits(), YEARS_MILLIS);
        return ((YEARS_MILLIS + age) << 22) | (hash.getLeastSignificantBits() & 0x3F_FFFF);
    }

    /** A new id of this moment, greater than all before. */
    public static long next() {
        long now = (System.currentTimeMillis() - DISCORD_EPOCH_MILLIS) << 22;
        return last.updateAndGet(before -> Math.max(before + 1, now));
    }
}
