package dev.backline.metrics.catalog;

import java.util.Locale;

/** Base units of metrics. A metric that has one carries it at the end of its name, before {@code _total}. */
public enum Unit {
    /** Counts of things. */
    NONE,
    SECONDS,
    BYTES,
    /** A share, 0 to 1, or a number of CPUs. */
    RATIO;

    /** The unit that a metric's name says. */
    static Unit of(String metric) {
        String name = metric.endsWith("_total") ? metric.substring(0, metric.length() - "_total".length()) : metric;
        for (Unit unit : values()) {
            if (unit != NONE && name.endsWith("_" + unit)) {
                return unit;
            }
        }
        return NONE;
    }

    /** As it stands in names; empty for {@link #NONE}. */
    @Override
    public String toString() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }
}
