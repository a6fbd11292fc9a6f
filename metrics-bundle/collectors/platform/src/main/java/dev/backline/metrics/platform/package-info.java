/** Metrics of bundles, features and configuration. */
@ProvidesFeature(
        name = "metrics-platform",
        summary = "Metrics of bundles, features and configuration",
        category = FeatureCategory.METRICS)
@NullMarked
package dev.backline.metrics.platform;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
