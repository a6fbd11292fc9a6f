package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much something grew that must not, while the bot worked. By what Prometheus has of it, a straight line through all
 * points: what only moves to and fro does not grow.
 *
 * @param of what it is
 * @param trend its values, over time in minutes
 */
record Growth(Flat of, Trend trend) {

    /**
     * What must not grow.
     *
     * @param what it is, for people
     * @param query of Prometheus, one series
     * @param mayGrow how much growth is none, in the unit of the query
     * @param perUnit how much of that is one of what people read
     * @param unit what people read; empty for a number of things
     */
    private record Flat(String what, String query, double mayGrow, double perUnit, String unit) {}

    private static final double MEGA = 1e6;

    private static final List<Flat> FLAT = List.of(
            new Flat(
                    "heap in use after collections",
                    "min_over_time(backline_jvm_heap_after_gc_bytes[5m])",
                    40 * MEGA,
                    MEGA,
                    " MB"),
            new Flat("platform threads", "backline_jvm_threads", 8, 1, ""),
            new Flat("file handles", "backline_process_open_files", 16, 1, ""),
            // A bundle has its own when its first class is asked for.
            new Flat("class loaders", "backline_jvm_class_loaders", 5, 1, ""));

    /** All that must not grow, between two moments. */
    static List<Growth> between(Instant from, Instant to, Stack stack) throws IOException, InterruptedException {
        List<Growth> growths = new ArrayList<>();
        for (Flat flat : FLAT) {
            Trend trend = new Trend();
            for (JsonNode series : stack.query(flat.query(), from, to)) {
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
        return of.what();
    }

    /** Whether anything is known of it. */
    boolean isMeasured() {
        return trend.size() >= 2;
    }

    /** Whether it grew more than it may. */
    boolean isTooMuch() {
        return trend.growth() > of.mayGrow();
    }

    /** A row of a table: what, on average, grew by, may grow by. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f%s | %.1f | %.0f |%n",
                of.what(),
                trend.mean() / of.perUnit(),
                of.unit(),
                trend.growth() / of.perUnit(),
                of.mayGrow() / of.perUnit());
    }
}
