package dev.backline.metrics.registry;

import com.codahale.metrics.MetricRegistry;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.catalog.Series;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The catalogues that are there, and their metrics in one Dropwizard registry. */
final class Registry implements Metrics {

    /** A catalogue that is there, and its metrics in Dropwizard's registry. */
    private final class Entry implements Added {

        private final Catalog catalog;
        private final Set<String> names = new HashSet<>();
        private boolean open = true;

        Entry(Catalog catalog) {
            this.catalog = catalog;
        }

        synchronized void register(Series series) {
            if (open && !names.contains(series.name())) {
                dropwizard.register(series.name(), series.metric());
                names.add(series.name());
            }
        }

        @Override
        public void close() {
            remove(this);
            catalog.listen(series -> {});
            synchronized (this) {
                open = false;
                names.forEach(dropwizard::remove);
                names.clear();
            }
        }
    }

    private final MetricRegistry dropwizard = new MetricRegistry();
    private volatile List<Entry> entries = List.of();

    @Override
    public Added add(Catalog catalog) {
        Entry entry = new Entry(catalog);
        insert(entry);
        try {
            catalog.listen(entry::register);
        } catch (RuntimeException e) {
            entry.close();
            throw e;
        }
        return entry;
    }

    private synchronized void insert(Entry entry) {
        Set<String> known = new HashSet<>();
        families().forEach(family -> known.add(family.name()));
        for (Family family : entry.catalog.families()) {
            if (!known.add(family.name())) {
                throw new IllegalArgumentException("The metric " + family.name() + " of “" + entry.catalog.name()
                        + "” is there already; a metric belongs to one collector");
            }
        }
        List<Entry> more = new ArrayList<>(entries);
        more.add(entry);
        entries = List.copyOf(more);
    }

    private synchronized void remove(Entry entry) {
        entries = entries.stream().filter(other -> other != entry).toList();
    }

    /** Dropwizard's registry, which has every series under its name. */
    MetricRegistry dropwizard() {
        return dropwizard;
    }

    /** The catalogues that are there at this moment. */
    List<Catalog> catalogs() {
        return entries.stream().map(entry -> entry.catalog).toList();
    }

    /** The families of all catalogues that are there at this moment. */
    List<Family> families() {
        return catalogs().stream()
                .flatMap(catalog -> catalog.families().stream())
                .toList();
    }
}
