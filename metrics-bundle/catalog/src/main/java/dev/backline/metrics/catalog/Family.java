package dev.backline.metrics.catalog;

import com.codahale.metrics.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What Prometheus calls a metric: a name, what it means, and a series for each combination of its labels' values that
 * was seen. Safe for any thread.
 */
public final class Family {

    /** The most series that one keeps; those that come later are one, with {@value Label#OTHER} for all labels. */
    static final int MOST_SERIES = 2_000;

    private static final Pattern NAME = Pattern.compile("backline_[a-z0-9]+(_[a-z0-9]+)*");

    private final String name;
    private final String help;
    private final Kind kind;
    private final Unit unit;
    private final List<Label<?>> labels;
    private final Optional<Buckets> buckets;
    private final Consumer<Series> added;
    private final List<Series> series = new CopyOnWriteArrayList<>();
    private final Map<List<String>, Series> byValues = new HashMap<>();
    private final LongAdder spilled = new LongAdder();

    Family(
            String name,
            String help,
            Kind kind,
            List<Label<?>> labels,
            Optional<Buckets> buckets,
            Consumer<Series> added) {
        check(name, kind);
        this.name = name;
        this.help = help;
        this.kind = kind;
        this.unit = Unit.of(name);
        this.labels = List.copyOf(labels);
        this.buckets = buckets;
        this.added = added;
        if (kind == Kind.HISTOGRAM && unit != Unit.SECONDS) {
            throw new IllegalArgumentException("The histogram " + name + " is of durations: end it in _seconds");
        }
        if (labels.stream().map(Label::name).distinct().count() < labels.size()) {
            throw new IllegalArgumentException("The metric " + name + " has a label twice: " + labels);
        }
    }

    private static void check(String name, Kind kind) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A metric's name begins with backline_ and has lower-case letters, digits and single _; it was: "
                            + name);
        }
        if (name.endsWith("_total") != (kind == Kind.COUNTER) || name.endsWith("_info") != (kind == Kind.INFO)) {
            throw new IllegalArgumentException(
                    "Counters end in _total, infos in _info, and nothing else does; " + name + " is a " + kind);
        }
    }

    /** With {@code _total} or {@code _info}, without {@code _bucket} and its like. */
    public String name() {
        return name;
    }

    /** One sentence without a full stop. */
    public String help() {
        return help;
    }

    public Kind kind() {
        return kind;
    }

    public Unit unit() {
        return unit;
    }

    public List<Label<?>> labels() {
        return labels;
    }

    /** The bounds of a histogram. */
    public Optional<Buckets> buckets() {
        return buckets;
    }

    /** The series that there are, in the order in which they came. */
    public List<Series> series() {
        return List.copyOf(series);
    }

    /** How many combinations of values were seen that have no series of their own, because there are too many. */
    public long spilled() {
        return spilled.sum();
    }

    /** The metric of those values; made when it is new. */
    synchronized Metric at(List<String> values, Supplier<? extends Metric> make) {
        Series known = byValues.get(values);
        if (known != null) {
            return known.metric();
        }
        boolean full = series.size() >= MOST_SERIES;
        if (full) {
            spilled.increment();
        }
        List<String> kept = full ? labels.stream().map(label -> Label.OTHER).toList() : values;
        Series mine = byValues.get(kept);
        if (mine == null) {
            mine = new Series(this, kept, make.get());
            byValues.put(kept, mine);
            series.add(mine);
            added.accept(mine);
        }
        return Objects.requireNonNull(mine).metric();
    }

    @Override
    public String toString() {
        return name;
    }
}
