package dev.backline.metrics.catalog;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Upper bounds of a histogram's buckets, included in them; one more bucket takes what is longer.
 *
 * @param bounds ascending
 */
public record Buckets(List<Duration> bounds) {

    /**
     * For what a member waits for: close around Discord's deadline of 3 s for an acknowledgement, and up to a minute.
     */
    public static final Buckets INTERACTION =
            ofMillis(5, 10, 25, 50, 100, 250, 500, 1_000, 1_500, 2_000, 2_500, 3_000, 5_000, 10_000, 30_000, 60_000);

    /** For requests over a network. */
    public static final Buckets REQUEST = ofMillis(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000);

    /** For what should be done in a moment: 10 µs to 1 s. */
    public static final Buckets MOMENT = new Buckets(
            Arrays.stream(new long[] {10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000, 50_000, 250_000, 1_000_000})
                    .mapToObj(micros -> Duration.ofNanos(1_000 * micros))
                    .toList());

    public Buckets {
        bounds = List.copyOf(bounds);
        if (bounds.isEmpty()) {
            throw new IllegalArgumentException("A histogram needs one bound at least");
        }
        for (int i = 1; i < bounds.size(); i++) {
            if (bounds.get(i).compareTo(bounds.get(i - 1)) <= 0) {
                throw new IllegalArgumentException("Bounds of buckets have to ascend; they were: " + bounds);
            }
        }
    }

    /** Of bounds in milliseconds. */
    public static Buckets ofMillis(long... millis) {
        return new Buckets(Arrays.stream(millis).mapToObj(Duration::ofMillis).toList());
    }

    /** The bounds, in nanoseconds. */
    long[] nanos() {
        return bounds.stream().mapToLong(Duration::toNanos).toArray();
    }

    /** The bounds, in seconds. */
    public double[] seconds() {
        return bounds.stream().mapToDouble(bound -> bound.toNanos() / 1e9).toArray();
    }
}
