package dev.backline.metrics.registry;

import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Level;
import dev.backline.metrics.catalog.Readings;
import dev.backline.metrics.catalog.Timing;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

/** What the registry says about itself. */
final class RegistryMetrics extends Catalog {

    /** How a request for metrics ended. */
    enum ScrapeResult {
        OK,
        /** There were too many at a time. */
        BUSY,
        /** The metrics could not be read in time. */
        TOO_SLOW,
        /** The metrics could not be read. */
        FAILED
    }

    /** Why a series is not exported as it is. */
    enum Folded {
        /** A label's value is not allowed. */
        NOT_ALLOWED,
        /** There are too many. */
        TOO_MANY
    }

    private final Timing duration = timing(
            "backline_metrics_scrape_duration_seconds",
            "How long it took to read all metrics",
            Buckets.ofMillis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 5_000));

    private final Level series = level("backline_metrics_series", "Series that were exported by the scrape before");

    private final Labelled<ScrapeResult, Count> scrapes =
            counts("backline_metrics_scrapes_total", "Requests for metrics", Label.of("result", ScrapeResult.class));

    /**
     * Nothing was scraped yet.
     *
     * @param failures how many times a metric could not be read
     * @param folded how many series there are that are not exported as they are
     */
    RegistryMetrics(DoubleSupplier failures, Consumer<Readings.Sink<Folded>> folded) {
        super("metrics");
        counter(
                "backline_metrics_read_failures_total",
                "Metrics that were left out of a scrape: their collector failed to read them, or did not come back",
                failures);
        gauges(
                "backline_metrics_folded_series",
                "Series that are exported together with others as “other”, or not at all",
                Label.of("reason", Folded.class),
                folded);
    }

    void scraped(int size, long nanos) {
        duration.record(nanos);
        series.set(size);
    }

    void answered(ScrapeResult result) {
        scrapes.of(result).inc();
    }
}
