package dev.backline.metrics.registry;

import com.codahale.metrics.Gauge;
import dev.backline.metrics.catalog.BucketCounts;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.catalog.Kind;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Readings;
import dev.backline.metrics.catalog.Series;
import dev.backline.metrics.catalog.Timing;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One family on its way out: its series, folded into those that may be seen. Names and labels are made once. For one
 * thread.
 */
final class FamilyExport {

    /** Reads a gauge, which is a call into its collector; empty when it fails. */
    interface GaugeReader {
        <T> Optional<T> read(Series series, Gauge<T> gauge);
    }

    /** What is exported as one: the series whose labels are the same after folding; mostly that is one. */
    private record Group(List<Series> members, List<String> values, List<List<String>> buckets) {}

    private final Family family;
    private final Limits limits;
    private final List<String> labels;
    private final List<String> bucketLabels;
    private final Map<List<String>, Group> groups = new LinkedHashMap<>();
    private final String bucketName;
    private final String countName;
    private final String sumName;
    private final int linesPerSeries;
    private int seen;
    private int lines;
    private int refused;
    private int crowded;

    FamilyExport(Family family, Limits limits) {
        this.family = family;
        this.limits = limits;
        labels = family.labels().stream().map(Label::name).toList();
        bucketLabels = with(labels, "le");
        bucketName = family.name() + "_bucket";
        countName = family.name() + "_count";
        sumName = family.name() + "_sum";
        linesPerSeries =
                family.buckets().map(buckets -> buckets.bounds().size() + 3).orElse(1);
    }

    Family family() {
        return family;
    }

    /** How many series were exported at last, as Prometheus counts them. */
    int lines() {
        return lines;
    }

    /** How many series have a label with a value that is not allowed. */
    int refused() {
        return refused;
    }

    /** How many series have no place of their own, because there are too many. */
    long crowded() {
        return crowded + family.spilled();
    }

    /** Whether it was made for these limits. */
    boolean isFor(Limits current) {
        return limits.equals(current);
    }

    /**
     * Reads all series.
     *
     * @param others how many lines other families have
     */
    MetricFamilySamples collect(GaugeReader gauges, int others) {
        admitNew(others);
        List<Sample> samples = new ArrayList<>(lines);
        for (Group group : groups.values()) {
            Series first = group.members().getFirst();
            switch (first.metric()) {
                case Timing timing -> histogram(group, samples);
                case Count count -> samples.add(new Sample(family.name(), labels, group.values(), sum(group)));
                case Readings readings -> rows(gauges, first, readings, others, samples);
                case Gauge<?> gauge ->
                    number(gauges, first, gauge)
                            .ifPresent(value -> samples.add(new Sample(family.name(), labels, group.values(), value)));
                default -> throw new IllegalStateException("Nobody makes metrics like " + first.name());
            }
        }
        String unit = family.unit().toString();
        String name =
                switch (family.kind()) {
                    case COUNTER -> family.name().substring(0, family.name().length() - "_total".length());
                    case INFO -> family.name().substring(0, family.name().length() - "_info".length());
                    case GAUGE, HISTOGRAM -> family.name();
                };
        return new MetricFamilySamples(name, unit, type(family.kind()), family.help(), samples);
    }

    private static Collector.Type type(Kind kind) {
        return switch (kind) {
            case COUNTER -> Collector.Type.COUNTER;
            case GAUGE -> Collector.Type.GAUGE;
            case HISTOGRAM -> Collector.Type.HISTOGRAM;
            case INFO -> Collector.Type.INFO;
        };
    }

    /** Series that came since the last time find their place, and keep it. */
    private void admitNew(int others) {
        List<Series> all = family.series();
        for (; seen < all.size(); seen++) {
            Series series = all.get(seen);
            if (series.metric() instanceof Readings) {
                // Its rows find their places when they are read.
                groups.put(List.of(), new Group(List.of(series), List.of(), List.of()));
                continue;
            }
            List<String> values = exported(series.values());
            boolean folded = !values.equals(series.values());
            if (folded) {
                refused++;
            }
            Group known = groups.get(values);
            if (known == null && !fits(lines, others)) {
                crowded++;
                folded = true;
                values = nowhere();
                known = groups.get(values);
            }
            if (folded && family.kind() == Kind.GAUGE) {
                // Levels of different things make no level together.
                continue;
            }
            if (known == null) {
                known = group(values);
                groups.put(values, known);
                lines += linesPerSeries;
            }
            known.members().add(series);
        }
    }

    private List<String> exported(List<String> values) {
        List<String> exported = new ArrayList<>(values.size());
        for (int i = 0; i < values.size(); i++) {
            exported.add(limits.dimensions().exported(family.labels().get(i), values.get(i)));
        }
        return exported;
    }

    private boolean fits(int mine, int others) {
        return mine + linesPerSeries <= limits.perMetric() && mine + others + linesPerSeries <= limits.inAll();
    }

    private List<String> nowhere() {
        return labels.stream().map(label -> Label.OTHER).toList();
    }

    private Group group(List<String> values) {
        List<List<String>> buckets = new ArrayList<>();
        family.buckets().ifPresent(bounds -> {
            for (double bound : bounds.seconds()) {
                buckets.add(with(values, Collector.doubleToGoString(bound)));
            }
            buckets.add(with(values, "+Inf"));
        });
        return new Group(new ArrayList<>(1), List.copyOf(values), List.copyOf(buckets));
    }

    private static List<String> with(List<String> list, String last) {
        List<String> longer = new ArrayList<>(list);
        longer.add(last);
        return List.copyOf(longer);
    }

    private static double sum(Group group) {
        double sum = 0;
        for (Series member : group.members()) {
            sum += ((Count) member.metric()).getCount();
        }
        return sum;
    }

    private void histogram(Group group, List<Sample> samples) {
        BucketCounts counts = ((Timing) group.members().getFirst().metric()).read();
        for (int i = 1; i < group.members().size(); i++) {
            counts = counts.plus(((Timing) group.members().get(i).metric()).read());
        }
        long soFar = 0;
        for (int i = 0; i < counts.size(); i++) {
            soFar += counts.in(i);
            samples.add(new Sample(bucketName, bucketLabels, group.buckets().get(i), (double) soFar));
        }
        // The last bucket is the count: both of one reading, so that they never differ.
        samples.add(new Sample(countName, labels, group.values(), (double) soFar));
        samples.add(new Sample(sumName, labels, group.values(), counts.sumNanos() / 1e9));
    }

    private static OptionalDouble number(GaugeReader gauges, Series series, Gauge<?> gauge) {
        Optional<?> value = gauges.read(series, gauge);
        return value.isPresent() && value.get() instanceof Number number && !Double.isNaN(number.doubleValue())
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private void rows(GaugeReader gauges, Series series, Readings readings, int others, List<Sample> samples) {
        refused = 0;
        crowded = 0;
        lines = 0;
        Map<List<String>, Double> exported = new LinkedHashMap<>();
        for (Readings.Row row : gauges.read(series, readings).orElse(List.of())) {
            if (Double.isNaN(row.value())) {
                continue;
            }
            List<String> values = exported(row.labels());
            boolean folded = !values.equals(row.labels());
            if (folded) {
                refused++;
            }
            if (!exported.containsKey(values) && !fits(exported.size(), others)) {
                crowded++;
                folded = true;
                values = nowhere();
            }
            if (!folded || family.kind() == Kind.COUNTER) {
                exported.merge(values, row.value(), Double::sum);
            }
        }
        lines = exported.size();
        exported.forEach((values, value) -> samples.add(new Sample(family.name(), labels, List.copyOf(values), value)));
    }
}
