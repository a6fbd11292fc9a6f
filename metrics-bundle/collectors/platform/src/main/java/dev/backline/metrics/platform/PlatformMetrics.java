package dev.backline.metrics.platform;

import dev.backline.api.event.ObserverCosts;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureCost;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Readings.Sink;
import dev.backline.metrics.catalog.Recent;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What is measured of bundles, features and configuration. */
final class PlatformMetrics extends Catalog {

    private static final Label<Feature> FEATURE = Label.ofFeatures("feature");

    final Labelled2<Kind, Origin, Count> changes = counts(
            "backline_feature_changes_total",
            "What happened to features, and by whose doing",
            Label.of("change", Kind.class),
            Label.of("origin", Origin.class));

    /**
     * Nothing was counted yet.
     *
     * @param states of all bundles at this moment
     * @param problems how much is wrong with the configuration; not a number when nobody knows
     */
    PlatformMetrics(
            Supplier<List<BundleState>> states, Features features, ObserverCosts costs, DoubleSupplier problems) {
        super("metrics-platform");
        gauges("backline_bundles", "Bundles", Label.of("state", BundleState.class), sink -> {
            List<BundleState> now = states.get();
            for (BundleState state : BundleState.values()) {
                sink.add(state, (double) now.stream().filter(state::equals).count());
            }
        });
        features(new Recent<>(features::list, Duration.ofMillis(500)));
        counter(
                "backline_events_lost_total",
                "Events that no observer heard, because observers could not keep up",
                () -> (double) costs.lost());
        counter(
                "backline_events_cpu_seconds_total",
                "CPU time of the thread that calls all observers",
                () -> costs.threadNanos() < 0 ? Double.NaN : costs.threadNanos() / 1e9);
        gauge(
                "backline_configuration_problems",
                "What is wrong with the configuration files, as bot:status names it",
                problems);
    }

    private void features(Supplier<List<Feature>> features) {
        gauges("backline_features", "Features", Label.of("state", FeatureState.class), sink -> {
            Map<FeatureState, Integer> numbers = new EnumMap<>(FeatureState.class);
            features.get().forEach(feature -> numbers.merge(feature.state(), 1, Integer::sum));
            for (FeatureState state : FeatureState.values()) {
                sink.add(state, numbers.getOrDefault(state, 0));
            }
        });
        gauges(
                "backline_feature_on",
                "Whether a feature that is installed is on, 1 or 0",
                FEATURE,
                sink -> features.get().forEach(feature -> {
                    if (isInstalled(feature)) {
                        sink.add(feature, feature.state() == FeatureState.ON ? 1 : 0);
                    }
                }));
        gauges(
                "backline_feature_cpu_ratio",
                "CPU time of a feature's observers and threads over the last minute or so, as a share of one CPU",
                FEATURE,
                cost(features, FeatureCost::share));
        gauges(
                "backline_feature_disconnected",
                "Whether a feature's observers are called no more, because they threw or blocked, 1 or 0",
                FEATURE,
                cost(features, cost -> cost.disconnected() ? 1 : 0));
        counters(
                "backline_feature_observer_calls_total",
                "Calls of a feature's observers since they came",
                FEATURE,
                cost(features, cost -> (double) cost.calls()));
        counters(
                "backline_feature_observer_errors_total",
                "Calls of a feature's observers that threw, since they came",
                FEATURE,
                cost(features, cost -> (double) cost.errors()));
    }

    /** The names of others are those of files, or of what nobody uses. */
    private static boolean isInstalled(Feature feature) {
        return feature.state() != FeatureState.REFUSED && feature.state() != FeatureState.AVAILABLE;
    }

    private static Consumer<Sink<Feature>> cost(Supplier<List<Feature>> features, ToDoubleFunction<FeatureCost> which) {
        return sink -> features.get().stream()
                .filter(PlatformMetrics::isInstalled)
                .forEach(feature -> feature.cost().ifPresent(cost -> sink.add(feature, which.applyAsDouble(cost))));
    }
}
