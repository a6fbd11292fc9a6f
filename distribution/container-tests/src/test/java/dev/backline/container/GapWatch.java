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
 * Watches what the voice channels of some guilds hear, and knows the longest time in which each of them heard nothing:
 * also over a leaving and a coming back of the bot, with which the channel forgets what it heard. Looks every 40 ms, by
 * which a gap may seem longer than it was.
 */
final class GapWatch implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMillis(40);

    private final Sandbox sandbox;
    private final Map<String, Instant> last = new HashMap<>();
    private final Map<String, Duration> longest = new HashMap<>();
    private final Thread thread;

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
            Optional<Instant> now = sandbox.heard(guild).flatMap(Heard::lastPacketAt).filter(before::isBefore);
            now.ifPresent(then -> longest.merge(
                    guild, Duration.between(before, then), (a, b) -> a.compareTo(b) < 0 ? b : a));
            return now.orElse(before);
        });
    }

    /** The longest gap of all guilds so far, that which is open included. */
    synchronized Duration longest() {
        look();
        Instant now = Instant.now();
        return last.entrySet().stream()
                .map(guild -> {
                    Duration open = Duration.between(guild.getValue(), now);
                    Duration closed = longest.getOrDefault(guild.getKey(), Duration.ZERO);
                    return open.compareTo(closed) < 0 ? closed : open;
                })
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
