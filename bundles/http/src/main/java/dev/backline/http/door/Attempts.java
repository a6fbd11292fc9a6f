package dev.backline.http.door;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Wrong credentials, by the network that they came from. The first few are free; after that each one doubles the time in
 * which no other is looked at. Safe for threads.
 */
final class Attempts {

    private static final int FREE = 5;
    private static final long FIRST_WAIT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST_DOUBLINGS = 8;

    /** After as long without a failure, a network is as good as any other. */
    private static final long MEMORY_NANOS = Duration.ofMinutes(30).toNanos();

    private static final int NETWORKS = 1000;

    /** Of an IPv6 address: whoever has one has all that begin alike. */
    private static final int NETWORK_BYTES = 8;

    private static final class Failures {
        private int failures;
        private long lastNanos;
    }

    private final LongSupplier nanoTime;

    /** The one that was heard of longest ago comes first, and goes first. */
    private final Map<ByteBuffer, Failures> records = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Failures> eldest) {
            return size() > NETWORKS;
        }
    };

    Attempts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long nothing from there is looked at any more; empty when it is. */
    synchronized Optional<Duration> wait(InetAddress from) {
        @Nullable Failures known = records.get(network(from));
        if (known == null || known.failures < FREE) {
            return Optional.empty();
        }
        long waits = FIRST_WAIT_NANOS << Math.min(MOST_DOUBLINGS, known.failures - FREE);
        long left = known.lastNanos + waits - nanoTime.getAsLong();
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    /**
     * Wrong credentials came from there.
     *
     * @return how many in a row now
     */
    synchronized int failed(InetAddress from) {
        long now = nanoTime.getAsLong();
        Failures known = records.computeIfAbsent(network(from), first -> new Failures());
        if (known.failures > 0 && now - known.lastNanos > MEMORY_NANOS) {
            known.failures = 0;
        }
        known.failures++;
        known.lastNanos = now;
        return known.failures;
    }

    /** Good credentials came from there. */
    synchronized void succeeded(InetAddress from) {
        records.remove(network(from));
    }

    private static ByteBuffer network(InetAddress address) {
        byte[] bytes = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(bytes, NETWORK_BYTES) : bytes);
    }
}
