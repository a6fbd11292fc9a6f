package dev.backline.metrics.catalog;

import com.codahale.metrics.Gauge;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Values of a metric that are read anew, all of them, whenever somebody looks. Calls into its collector. */
public final class Readings implements Gauge<List<Readings.Row>> {

    /**
     * One of them.
     *
     * @param labels values of the metric's labels, in their order
     * @param value the value; those that are not a number are not exported
     */
    public record Row(List<String> labels, double value) {
        public Row {
            labels = List.copyOf(labels);
        }
    }

    /** Takes the values of a metric with one label. */
    @FunctionalInterface
    public interface Sink<A> {
        void add(A a, double value);
    }

    /** Takes the values of a metric with two labels. */
    @FunctionalInterface
    public interface Sink2<A, B> {
        void add(A a, B b, double value);
    }

    private final Consumer<List<Row>> reader;

    Readings(Consumer<List<Row>> reader) {
        this.reader = reader;
    }

    /** Reads the values. Throws what the collector throws. */
    @Override
    public List<Row> getValue() {
        List<Row> rows = new ArrayList<>();
        reader.accept(rows);
        return rows;
    }
}
