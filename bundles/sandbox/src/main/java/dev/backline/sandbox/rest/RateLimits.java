package dev.backline.sandbox.rest;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Response;

/**
 * Tells clients of their buckets by the headers of "Rate Limits" in Discord's developer documentation. The buckets are
 * generous: a load generator is meant to find the bot's limits, not the sandbox's. Refusals come by {@link RestFaults}.
 */
final class RateLimits {

    private static final int REQUESTS = 10_000;
    private static final long WINDOW_MILLIS = 1000;

    /** Requests of the current window. */
    private static final class Bucket {
        private final String name;
        private long windowStart;
        private int used;

        Bucket(String name) {
            this.name = name;
        }

        synchronized void describe(Response response) {
            long now = System.currentTimeMillis();
            if (now - windowStart >= WINDOW_MILLIS) {
                windowStart = now;
                used = 0;
            }
            used = Math.min(used + 1, REQUESTS - 1);
            long resetAt = windowStart + WINDOW_MILLIS;
            var headers = response.getHeaders();
            headers.put("X-RateLimit-Bucket", name);
            headers.put("X-RateLimit-Limit", Integer.toString(REQUESTS));
            headers.put("X-RateLimit-Remaining", Integer.toString(REQUESTS - used));
            headers.put("X-RateLimit-Reset", String.format(Locale.ROOT, "%.3f", resetAt / 1000.0));
            headers.put("X-RateLimit-Reset-After", String.format(Locale.ROOT, "%.3f", (resetAt - now) / 1000.0));
        }
    }

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** Writes the headers for a request of this route. */
    void describe(String route, Response response) {
        buckets.computeIfAbsent(route, name -> new Bucket(Integer.toHexString(name.hashCode())))
                .describe(response);
    }
}
