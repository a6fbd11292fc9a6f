package dev.backline.metrics.registry;

import com.codahale.metrics.Gauge;
import dev.backline.metrics.catalog.BucketCounts;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Readings;
import dev.backline.metrics.catalog.Series;
import dev.backline.metrics.catalog.Timing;
import java.util.ArrayList;
import java.util.List;

/** What a person sees of a family: its series with their values, before anything is folded. */
final class View {

    /** What a series is at one moment. */
    sealed interface Value {}

    /** A counter's, or a gauge's. */
    record Plain(double number) implements Value {}

    /** A histogram's. */
    record Durations(BucketCounts counts) implements Value {}

    /**
     * A series at one moment.
     *
     * @param labels {@code name=value}, separated by spaces; empty for none
     * @param value the value
     */
    record Line(String labels, Value value) {}

    private View() {}

    /** The series of a family. Calls into its collector, and throws what that throws. */
    static List<Line> lines(Family family) {
        List<Line> lines = new ArrayList<>();
        for (Series series : family.series()) {
            String labels = labels(family, series.values());
            switch (series.metric()) {
                case Timing timing -> lines.add(new Line(labels, new Durations(timing.read())));
                case Count count -> lines.add(new Line(labels, new Plain(count.getCount())));
                case Readings readings ->
                    readings.getValue()
                            .forEach(row -> lines.add(new Line(labels(family, row.labels()), new Plain(row.value()))));
                case Gauge<?> gauge -> {
                    if (gauge.getValue() instanceof Number number) {
                        lines.add(new Line(labels, new Plain(number.doubleValue())));
                    }
                }
                default -> {}
            }
        }
        return lines;
    }

    private static String labels(Family family, List<String> values) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            pairs.add(family.labels().get(i).name() + "=" + values.get(i));
        }
        return String.join(" ", pairs);
    }

    /** Names of a family's labels. */
    static List<String> labels(Family family) {
        return family.labels().stream().map(Label::name).toList();
    }
}
