package dev.backline.metrics.catalog;

/** What a metric is to Prometheus. */
public enum Kind {
    /** Only grows; its name ends in {@code _total}. */
    COUNTER,
    GAUGE,
    /** Counts per bucket, with their sum. */
    HISTOGRAM,
    /** Always 1; its labels are what it says. Its name ends in {@code _info}. */
    INFO
}
