package dev.backline.sandbox.rest;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the REST API misbehave, until it is told otherwise. Safe for any thread. */
public final class RestFaults {

    /** A request that is answered with a fault. */
    static final class Struck extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final int status;
        private final String body;
        private final transient Map<String, String> headers;

        Struck(int status, String body, Map<String, String> headers) {
            super(body, null, false, false);
            this.status = status;
            this.body = body;
            this.headers = headers;
        }

        int status() {
            return status;
        }

        String body() {
            return body;
        }

        Map<String, String> headers() {
            return headers;
        }
    }

    private final AtomicInteger limited = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private volatile Duration retryAfter = Duration.ZERO;
    private volatile Duration latency = Duration.ZERO;

    /** Answers the next requests with 429, and tells clients to come back after that time. */
    public void limit(int requests, Duration comeBackAfter) {
        retryAfter = comeBackAfter;
        limited.set(requests);
    }

    /** Answers the next requests with 502. */
    public void fail(int requests) {
        broken.set(requests);
    }

    /** Lets every request wait. */
    public void delay(Duration time) {
        latency = time;
    }

    /** Throws {@link Struck} when this request is to be answered with a fault. */
    void strike() throws InterruptedException {
        Duration wait = latency;
        if (!wait.isZero()) {
            Thread.sleep(wait);
        }
        if (take(broken)) {
            throw new Struck(502, "<html><body>502 Bad Gateway</body></html>", Map.of());
        }
        if (take(limited)) {
            Duration wanted = retryAfter;
            String exact = String.format(Locale.ROOT, "%.3f", wanted.toMillis() / 1000.0);
            // The header is in whole seconds, only the body has parts of them.
            String whole = Long.toString(wanted.plusMillis(999).toSeconds());
            throw new Struck(
                    429,
                    "{\"message\":\"You are being rate limited.\",\"retry_after\":" + exact + ",\"global\":false}",
                    Map.of("Retry-After", whole, "X-RateLimit-Scope", "user", "Content-Type", "application/json"));
        }
    }

    private static boolean take(AtomicInteger left) {
        return left.get() > 0 && left.getAndDecrement() > 0;
    }
}
