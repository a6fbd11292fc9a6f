/**
 * The metrics registry, and its way out: Prometheus, the shell, a page for browsers. Unlike its collectors it is a feature
 * that operations need: a bot without {@code /metrics} is taken for one that is down, and the guard may not cause that.
 */
@ProvidesFeature(
        name = "metrics",
        summary = "Registry of metrics, read by Prometheus at /metrics",
        category = FeatureCategory.OPERATIONS,
        threads = "backline-metrics")
@NullMarked
package dev.backline.metrics.registry;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
