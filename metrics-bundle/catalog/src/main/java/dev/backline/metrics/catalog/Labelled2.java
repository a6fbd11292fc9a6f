package dev.backline.metrics.catalog;

import com.codahale.metrics.Metric;
import java.util.List;
import java.util.function.Supplier;

/**
 * Metrics with two labels. Safe for any thread.
 *
 * @param <A> type of the first label's values
 * @param <B> type of the second label's values
 * @param <M> type of the metrics
 */
public final class Labelled2<A, B, M extends Metric> {

    private final Children<A, Children<B, M>> children;

    @SuppressWarnings("unchecked") // the family has metrics of one type
    Labelled2(Family family, Label<A> a, Label<B> b, Supplier<M> make) {
        children = new Children<>(
                a, first -> new Children<>(b, second -> (M) family.at(List.of(a.text(first), b.text(second)), make)));
    }

    /** The metric of two values; finding it does not allocate, except for the first time. */
    public M of(A first, B second) {
        return children.of(first).of(second);
    }
}
