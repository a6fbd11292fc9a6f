package dev.backline.metrics.registry;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.catalog.Series;
import io.prometheus.client.dropwizard.DropwizardExports;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives Prometheus the metrics of all catalogues. Of the bridge that it extends it keeps the contract; names, types, help
 * and labels come from the catalogues instead of from Dropwizard's names, and histograms have their buckets. What is in
 * Dropwizard's registry and in no catalogue is not exported: nobody vouches for its name.
 *
 * <p>One thread collects at a time. When it does not come back, {@link #giveUp} makes room for another.
 */
final class CatalogExports extends DropwizardExports {

    private static final Logger log = LoggerFactory.getLogger(CatalogExports.class);

    private final Supplier<List<Family>> families;
    private final LongAdder failures = new LongAdder();

    /** Gauges that failed when they were last read. */
    private final Set<Series> failing = ConcurrentHashMap.newKeySet();

    private volatile Limits limits;
    private volatile Map<Family, FamilyExport> exports = Map.of();

    // Whose turn it is changes as a whole: this object is the lock of these.

    /** Gauges that were read and have not come back. */
    private final Set<Series> stuck = new HashSet<>();

    private @Nullable Thread collecting;
    private @Nullable Series reading;

    /**
     * Collects nothing yet.
     *
     * @param families what there is at this moment
     */
    CatalogExports(MetricRegistry registry, Supplier<List<Family>> families, Limits limits) {
        super(registry);
        this.families = families;
        this.limits = limits;
    }

    void limits(Limits next) {
        limits = next;
    }

    /** All families that have something to say. */
    @Override
    public List<MetricFamilySamples> collect() {
        takeTurn();
        return collectInTurn();
    }

    /** It is this thread's turn from now on, and nobody else's. */
    synchronized void takeTurn() {
        collecting = Thread.currentThread();
    }

    /**
     * All families that have something to say.
     *
     * @throws CancellationException when it is not, or not any more, this thread's turn
     */
    List<MetricFamilySamples> collectInTurn() {
        Limits current = limits;
        Map<Family, FamilyExport> before = before();
        Map<Family, FamilyExport> now = new HashMap<>();
        List<Family> all = families.get();
        int lines = 0;
        for (Family family : all) {
            FamilyExport known = before.get(family);
            FamilyExport export = known == null || !known.isFor(current) ? new FamilyExport(family, current) : known;
            now.put(family, export);
            lines += export.lines();
        }
        List<MetricFamilySamples> samples = new ArrayList<>(all.size());
        for (Family family : all) {
            FamilyExport export = Objects.requireNonNull(now.get(family));
            lines -= export.lines();
            MetricFamilySamples collected = export.collect(this::read, lines);
            lines += export.lines();
            if (!collected.samples.isEmpty()) {
                samples.add(collected);
            }
        }
        synchronized (this) {
            endUnlessMyTurn();
            exports = now;
            failing.removeIf(series -> !now.containsKey(series.family()));
            stuck.removeIf(series -> !now.containsKey(series.family()));
        }
        return samples;
    }

    private synchronized Map<Family, FamilyExport> before() {
        endUnlessMyTurn();
        return exports;
    }

    private <T> Optional<T> read(Series series, Gauge<T> gauge) {
        if (!begin(series)) {
            failures.increment();
            return Optional.empty();
        }
        try {
            return guarded(series, gauge);
        } finally {
            end(series);
        }
    }

    /** Whether it may be read. */
    private synchronized boolean begin(Series series) {
        endUnlessMyTurn();
        if (stuck.contains(series)) {
            return false;
        }
        reading = series;
        return true;
    }

    private synchronized void end(Series series) {
        stuck.remove(series);
        endUnlessMyTurn();
        reading = null;
    }

    private void endUnlessMyTurn() {
        if (collecting != Thread.currentThread()) {
            throw new CancellationException("Another thread collects in the meantime");
        }
    }

    private <T> Optional<T> guarded(Series series, Gauge<T> gauge) {
        try {
            Optional<T> value = Optional.ofNullable(gauge.getValue());
            if (failing.remove(series)) {
                log.info("The metric {} can be read again", series.name());
            }
            return value;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            failures.increment();
            if (failing.add(series)) {
                log.warn("The metric {} is left out: its collector failed to read it", series.name(), e);
            }
            return Optional.empty();
        }
    }

    /**
     * The thread that collects has taken too long: it has nothing to say any more when it comes back, and what it is
     * reading is left out until then.
     *
     * @return what it is reading
     */
    synchronized Optional<String> giveUp() {
        Series culprit = reading;
        reading = null;
        collecting = null;
        // Each is for one thread. The one that is given up may still be at work in these: its successor makes its own.
        exports = Map.of();
        if (culprit == null) {
            return Optional.empty();
        }
        stuck.add(culprit);
        log.warn("The metric {} is left out: its collector does not come back from reading it", culprit.name());
        return Optional.of(culprit.name());
    }

    /** How many times a metric could not be read. */
    long failures() {
        return failures.sum();
    }

    /** How each family was exported at last. */
    List<FamilyExport> exports() {
        return List.copyOf(exports.values());
    }
}
