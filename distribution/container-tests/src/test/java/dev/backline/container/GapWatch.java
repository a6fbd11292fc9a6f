package dev.backline.container;

import dev.backline.sandbox.Sandbox;
import dev.backline.sandbox.voice.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches when packets come to the voice channels of some guilds, and knows the longest time without one: also over a
 * leaving and a coming back of the bot, with which a channel forgets what it heard. It looks every 40 ms, by which a gap
 * may seem longer than it was, and never shorter.
 */
final class GapWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(40);

    private final Sandbox sandbox;
    private final Map<String, Instant> last = new HashMap<>();
    private final Thread thread;
    private Duration longest = Duration.ZERO;

    /** Begins; the guilds play already. */
    GapWatch(Sandbox sandbox, Collection<String> guilds) {
        this.sandbox = sandbox;
        Instant now = Instant.now();
        guilds.forEach(guild -> last.put(guild, now));
        thread = Thread.ofPlatform().name("gap-watch").daemon().start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                look();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        last.replaceAll((guild, before) -> {
            Optional<Instant> now =
                    sandbox.heard(guild).flatMap(Heard::lastPacketAt).filter(before::isBefore);
            now.ifPresent(then -> lasted(Duration.between(before, then)));
            return now.orElse(before);
        });
    }

    private void lasted(Duration gap) {
        if (gap.compareTo(longest) > 0) {
            longest = gap;
        }
    }

    /** The longest gap of all guilds so far, one that is open at this moment included. */
    synchronized Duration longest() {
        look();
        Instant now = Instant.now();
        last.values().forEach(packet -> lasted(Duration.between(packet, now)));
        return longest;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
