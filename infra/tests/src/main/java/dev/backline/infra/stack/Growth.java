package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much something grew that must not, while the bot worked. By what Prometheus has of it, a straight line through all
 * points: what only moves to and fro does not grow.
 *
 * @param flat what it is
 * @param trend its values, over time in minutes
 */
record Growth(Flat flat, Trend trend) {

    /**
     * What must not grow.
     *
     * @param what it is, for people
     * @param query of Prometheus, one series; %ds is some part of the time, at most five minutes
     * @param mayGrow how much growth is none, in the unit of the query
     * @param perUnit how much of that is one of what people read
     * @param unit what people read; empty for a number of things
     */
    private record Flat(String what, String query, double mayGrow, double perUnit, String unit) {}

    private static final double MEGA = 1e6;

    private static final Duration LONGEST_PART = Duration.ofMinutes(5);

    private static final List<Flat> FLAT = List.of(
            new Flat(
                    "heap in use after collections",
                    "min_over_time(backline_jvm_heap_after_gc_bytes[%ds])",
                    40 * MEGA,
                    MEGA,
                    " MB"),
            new Flat("platform threads", "backline_jvm_threads", 8, 1, ""),
            new Flat("file handles", "backline_process_open_files", 16, 1, ""),
            new Flat("class loaders", "backline_jvm_class_loaders", 2, 1, ""));

    /** All that must not grow, between two moments. */
    static List<Growth> between(Instant from, Instant to, Stack stack) throws IOException, InterruptedException {
        long part =
                Math.min(LONGEST_PART.toSeconds(), Duration.between(from, to).toSeconds() / 4);
        List<Growth> growths = new ArrayList<>();
        for (Flat flat : FLAT) {
            Trend trend = new Trend();
            for (JsonNode series : stack.query(flat.query().formatted(part), from, to)) {
                for (JsonNode point : series.path("values")) {
                    trend.add(point.path(0).asDouble() / 60, point.path(1).asDouble());
                }
            }
            growths.add(new Growth(flat, trend));
        }
        return growths;
    }

    /** What it is, for people. */
    String what() {
        return flat.what();
    }

    /** Whether anything is known of it. */
    boolean isMeasured() {
        return trend.size() >= 2;
    }

    /** How much it grew, as a multiple of what it may: more than 1 is too much in an hour. */
    double timesAllowed() {
        return trend.growth() / flat.mayGrow();
    }

    /** A row of a table: what, on average, grew by, may grow by. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f%s | %.1f | %.0f |%n",
                flat.what(),
                trend.mean() / flat.perUnit(),
                flat.unit(),
                trend.growth() / flat.perUnit(),
                flat.mayGrow() / flat.perUnit());
    }
}
