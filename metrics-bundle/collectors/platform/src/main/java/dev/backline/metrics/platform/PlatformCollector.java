package dev.backline.metrics.platform;

import dev.backline.api.event.ObserverCosts;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureObserver;
import dev.backline.api.feature.Features;
import dev.backline.metrics.catalog.Metrics;
import java.util.Arrays;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.ResultLog;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Shows how bundles and features are, and counts what happens to them. */
@Component
public final class PlatformCollector implements FeatureObserver {

    private final PlatformMetrics metrics;
    private final Metrics.Added added;

    /** Says what is wrong with the configuration. */
    @Reference(
            target = "(hc.name=configuration)",
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable HealthCheck configuration;

    /** Adds its metrics to the registry. */
    @Activate
    public PlatformCollector(
            BundleContext context,
            @Reference Metrics registry,
            @Reference Features features,
            @Reference ObserverCosts costs) {
        metrics = new PlatformMetrics(
                () -> Arrays.stream(context.getBundles()).map(BundleState::of).toList(),
                features,
                costs,
                this::problems);
        added = registry.add(metrics);
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void featureChanged(FeatureChange change) {
        metrics.changes.of(change.kind(), change.cause().origin()).inc();
    }

    private double problems() {
        HealthCheck check = configuration;
        if (check == null) {
            return Double.NaN;
        }
        int problems = 0;
        for (ResultLog.Entry entry : check.execute()) {
            if (entry.getStatus() != Result.Status.OK) {
                problems++;
            }
        }
        return problems;
    }
}
