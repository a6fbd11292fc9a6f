package dev.backline.metrics.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.ObserverCost;
import dev.backline.api.event.ObserverCosts;
import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureCost;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import dev.backline.contract.metrics.ReadableMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlatformMetricsTest {

    private static final FeatureCost COST = new FeatureCost(0.02, Duration.ofSeconds(30), 500, 3, true);

    private final ReadableMetrics registry = new ReadableMetrics();
    private final PlatformMetrics metrics = new PlatformMetrics(
            () -> List.of(BundleState.ACTIVE, BundleState.ACTIVE, BundleState.RESOLVED),
            new SomeFeatures(),
            new SomeCosts(),
            () -> 2);

    private static final class SomeFeatures implements Features {

        @Override
        public List<Feature> list() {
            return List.of(
                    feature("beats", FeatureState.ON, Optional.of(COST)),
                    feature("bells", FeatureState.OFF, Optional.empty()),
                    feature("my-secret-file", FeatureState.REFUSED, Optional.empty()));
        }

        private static Feature feature(String name, FeatureState state, Optional<FeatureCost> cost) {
            return new Feature(
                    name,
                    "",
                    FeatureCategory.METRICS,
                    true,
                    List.of(),
                    state,
                    Optional.empty(),
                    true,
                    List.of(),
                    Optional.empty(),
                    cost);
        }

        @Override
        public void on(String name, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void off(String name, boolean force, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void remove(String name, boolean force, Cause cause) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void report(FeatureChange change) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<FeatureChange> history() {
            return List.of();
        }
    }

    private static final class SomeCosts implements ObserverCosts {

        @Override
        public List<ObserverCost> costs() {
            return List.of();
        }

        @Override
        public long threadNanos() {
            return -1;
        }

        @Override
        public long lost() {
            return 12;
        }

        @Override
        public void reconnect(long bundleId) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void bundlesAndFeaturesAreCountedByState() {
        registry.add(metrics);

        assertThat(registry.values())
                .containsEntry("backline_bundles{state=active}", 2.0)
                .containsEntry("backline_bundles{state=installed}", 0.0)
                .containsEntry("backline_features{state=on}", 1.0)
                .containsEntry("backline_features{state=refused}", 1.0);
    }

    @Test
    void aFeatureIsOnOrOffAndCostsSomething() {
        registry.add(metrics);

        assertThat(registry.values())
                .containsEntry("backline_feature_on{feature=beats}", 1.0)
                .containsEntry("backline_feature_on{feature=bells}", 0.0)
                .containsEntry("backline_feature_cpu_ratio{feature=beats}", 0.02)
                .containsEntry("backline_feature_observer_calls_total{feature=beats}", 500.0)
                .containsEntry("backline_feature_observer_errors_total{feature=beats}", 3.0)
                .containsEntry("backline_feature_disconnected{feature=beats}", 1.0);
    }

    @Test
    void theNameOfAFileThatWasRefusedIsNowhere() {
        registry.add(metrics);

        assertThat(registry.values().keySet()).noneMatch(name -> name.contains("secret"));
    }

    @Test
    void changesAreCountedByWhatAndWhose() {
        registry.add(metrics);

        metrics.changes.of(Kind.TURNED_OFF, Origin.GUARD).inc();

        assertThat(registry.values())
                .containsEntry("backline_feature_changes_total{change=turned_off,origin=guard}", 1.0)
                .containsEntry("backline_feature_changes_total{change=turned_on,origin=hand}", 0.0);
    }

    @Test
    void whatIsNotMeasuredIsNotANumber() {
        registry.add(metrics);

        assertThat(registry.values())
                .containsEntry("backline_events_lost_total", 12.0)
                .containsEntry("backline_configuration_problems", 2.0)
                .containsEntry("backline_events_cpu_seconds_total", Double.NaN);
    }
}
