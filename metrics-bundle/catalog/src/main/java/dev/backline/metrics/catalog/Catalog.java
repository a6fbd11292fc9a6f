package dev.backline.metrics.catalog;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * The metrics of one collector: all that there is to know of them, and the metrics themselves. A subclass declares each
 * in a field:
 *
 * <pre>{@code
 * final class BeatMetrics extends Catalog {
 *     final Labelled<Drum, Timing> beats =
 *             timings("backline_beat_seconds", "Time between two beats", Buckets.MOMENT, Label.of("drum", Drum.class));
 *
 *     BeatMetrics() {
 *         super("beats");
 *     }
 * }
 * }</pre>
 *
 * <p>and the collector {@linkplain Metrics#add adds} it when it starts. Series of enums are there from the start, so that
 * the first event is an increase; others come with their first event. Declaring is for the constructing thread, the
 * metrics are for any.
 */
public abstract class Catalog {

    private final String name;
    private final List<Family> families = new ArrayList<>();
    private volatile Consumer<Series> listener = series -> {};

    /**
     * Without metrics.
     *
     * @param name of the collector, as its feature is called
     */
    protected Catalog(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    /** The metrics, in the order in which they were declared. */
    public final List<Family> families() {
        return List.copyOf(families);
    }

    /**
     * Calls the listener for the series that there are, and for each that comes; at times for one twice, and in the
     * thread that sees it first. There is one listener, the registry.
     */
    public final void listen(Consumer<Series> series) {
        listener = series;
        families().stream().flatMap(family -> family.series().stream()).forEach(series);
    }

    /** A counter. */
    protected final Count count(String metric, String help) {
        return single(family(metric, help, Kind.COUNTER), new Count());
    }

    /** A counter with a label. */
    protected final <A> Labelled<A, Count> counts(String metric, String help, Label<A> a) {
        return new Labelled<>(family(metric, help, Kind.COUNTER, a), a, Count::new);
    }

    /** A counter with two labels. */
    protected final <A, B> Labelled2<A, B, Count> counts(String metric, String help, Label<A> a, Label<B> b) {
        return new Labelled2<>(family(metric, help, Kind.COUNTER, a, b), a, b, Count::new);
    }

    /** A histogram of durations. */
    protected final Timing timing(String metric, String help, Buckets buckets) {
        return single(histogram(metric, help, buckets), new Timing(buckets));
    }

    /** A histogram of durations with a label. */
    protected final <A> Labelled<A, Timing> timings(String metric, String help, Buckets buckets, Label<A> a) {
        return new Labelled<>(histogram(metric, help, buckets, a), a, () -> new Timing(buckets));
    }

    /** A histogram of durations with two labels. */
    protected final <A, B> Labelled2<A, B, Timing> timings(
            String metric, String help, Buckets buckets, Label<A> a, Label<B> b) {
        return new Labelled2<>(histogram(metric, help, buckets, a, b), a, b, () -> new Timing(buckets));
    }

    /** A gauge that is set. */
    protected final Level level(String metric, String help) {
        return single(family(metric, help, Kind.GAUGE), new Level());
    }

    /** A gauge with a label that is set. */
    protected final <A> Labelled<A, Level> levels(String metric, String help, Label<A> a) {
        return new Labelled<>(family(metric, help, Kind.GAUGE, a), a, Level::new);
    }

    /** A gauge that is read. */
    protected final void gauge(String metric, String help, DoubleSupplier value) {
        reading(family(metric, help, Kind.GAUGE), value);
    }

    /** A gauge with a label, all series of which are read at once, as many as there are at that moment. */
    protected final <A> void gauges(String metric, String help, Label<A> a, Consumer<Readings.Sink<A>> reader) {
        readings(family(metric, help, Kind.GAUGE, a), a, reader);
    }

    /** A gauge with two labels, all series of which are read at once, as many as there are at that moment. */
    protected final <A, B> void gauges(
            String metric, String help, Label<A> a, Label<B> b, Consumer<Readings.Sink2<A, B>> reader) {
        Family family = family(metric, help, Kind.GAUGE, a, b);
        single(
                family,
                new Readings(rows -> reader.accept((first, second, value) ->
                        rows.add(new Readings.Row(List.of(a.text(first), b.text(second)), value)))));
    }

    /** A counter that something else keeps, and that is read. */
    protected final void counter(String metric, String help, DoubleSupplier value) {
        reading(family(metric, help, Kind.COUNTER), value);
    }

    /** A counter with a label that something else keeps, all series of which are read at once. */
    protected final <A> void counters(String metric, String help, Label<A> a, Consumer<Readings.Sink<A>> reader) {
        readings(family(metric, help, Kind.COUNTER, a), a, reader);
    }

    /** What does not change and stands in labels. */
    protected final void info(String metric, String help, Fact... facts) {
        Family family = family(
                metric, help, Kind.INFO, Stream.of(facts).map(Fact::label).toArray(Label<?>[]::new));
        family.at(Stream.of(facts).map(Fact::text).toList(), () -> (Gauge<Double>) () -> 1.0);
    }

    /**
     * Something that does not change while the collector runs.
     *
     * @param label what it says
     * @param term what it is
     */
    public record Fact(Label<Term> label, Term term) {

        /** A fact whose only possible value is this one: it comes from the program or its platform, not from users. */
        public static Fact of(String label, String about, String value) {
            return new Fact(
                    Label.of(label, about), Vocabulary.of(List.of(value)).term(value));
        }

        private String text() {
            return label.text(term);
        }
    }

    private static void reading(Family family, DoubleSupplier value) {
        single(family, (Gauge<Double>) value::getAsDouble);
    }

    private static <A> void readings(Family family, Label<A> a, Consumer<Readings.Sink<A>> reader) {
        single(
                family,
                new Readings(
                        rows -> reader.accept((of, value) -> rows.add(new Readings.Row(List.of(a.text(of)), value)))));
    }

    private static <M extends Metric> M single(Family family, M metric) {
        Metric unused = family.at(List.of(), () -> metric);
        return metric;
    }

    private Family histogram(String metric, String help, Buckets buckets, Label<?>... labels) {
        return add(metric, help, Kind.HISTOGRAM, Optional.of(buckets), labels);
    }

    private Family family(String metric, String help, Kind kind, Label<?>... labels) {
        return add(metric, help, kind, Optional.empty(), labels);
    }

    private Family add(String metric, String help, Kind kind, Optional<Buckets> buckets, Label<?>... labels) {
        Family family = new Family(metric, help, kind, List.of(labels), buckets, series -> listener.accept(series));
        families.add(family);
        return family;
    }
}
