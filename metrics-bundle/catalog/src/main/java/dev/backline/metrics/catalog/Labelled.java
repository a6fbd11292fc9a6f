package dev.backline.metrics.catalog;

import com.codahale.metrics.Metric;
import java.util.List;
import java.util.function.Supplier;

/**
 * Metrics with one label. Safe for any thread.
 *
 * @param <A> type of the label's values
 * @param <M> type of the metrics
 */
public final class Labelled<A, M extends Metric> {

    private final Children<A, M> children;

    @SuppressWarnings("unchecked") // the family has metrics of one type
    Labelled(Family family, Label<A> a, Supplier<M> make) {
        children = new Children<>(a, value -> (M) family.at(List.of(a.text(value)), make));
    }

    /** The metric of a value; finding it does not allocate, except for the first time. */
    public M of(A value) {
        return children.of(value);
    }
}
