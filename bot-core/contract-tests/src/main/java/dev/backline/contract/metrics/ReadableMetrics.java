package dev.backline.contract.metrics;

import com.codahale.metrics.Counting;
import com.codahale.metrics.Gauge;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.catalog.Readings;
import dev.backline.metrics.catalog.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A registry whose metrics a test reads. */
public final class ReadableMetrics implements Metrics {

    private final List<Catalog> catalogs = new CopyOnWriteArrayList<>();

    @Override
    public Added add(Catalog catalog) {
        catalogs.add(catalog);
        return () -> catalogs.remove(catalog);
    }

    /**
     * The values of all series of the catalogues that are there, by the series' names as Dropwizard's registry has them; that
     * of a histogram is how much it counted.
     */
    public Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        for (Catalog catalog : catalogs) {
            catalog.families().forEach(family -> family.series().forEach(series -> read(series, values)));
        }
        return values;
    }

    private static void read(Series series, Map<String, Double> values) {
        switch (series.metric()) {
            case Counting counting -> values.put(series.name(), (double) counting.getCount());
            case Readings readings -> readings.getValue().forEach(row -> values.put(name(series, row), row.value()));
            case Gauge<?> gauge -> values.put(series.name(), ((Number) gauge.getValue()).doubleValue());
            default -> throw new IllegalStateException("Nobody makes metrics like " + series.name());
        }
    }

    private static String name(Series series, Readings.Row row) {
        List<Label<?>> labels = series.family().labels();
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            pairs.add(labels.get(i).name() + "=" + row.labels().get(i));
        }
        return series.name() + "{" + String.join(",", pairs) + "}";
    }
}
