/** The metrics registry, and its way out: Prometheus, the shell, a page for browsers. */
@ProvidesFeature(
        name = "metrics",
        summary = "Registry of metrics, read by Prometheus at /metrics",
        category = FeatureCategory.METRICS,
        threads = "backline-metrics")
@NullMarked
package dev.backline.metrics.registry;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
