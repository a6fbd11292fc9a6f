package dev.backline.sandbox.voice;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The running calls of all guilds by their SSRC. Safe for use by several threads. */
final class Calls {
    private final AtomicInteger lastSsrc = new AtomicInteger();
    private final Map<Integer, Call> bySsrc = new ConcurrentHashMap<>();

    /** A number that no call of this server had. */
    int newSsrc() {
        return lastSsrc.incrementAndGet();
    }

    void add(Call call) {
        bySsrc.put(call.ssrc(), call);
    }

    void remove(Call call) {
        bySsrc.remove(call.ssrc(), call);
    }

    Optional<Call> bySsrc(int ssrc) {
        return Optional.ofNullable(bySsrc.get(ssrc));
    }
}
