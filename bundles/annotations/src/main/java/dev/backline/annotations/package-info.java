/** Marks in Grafana when features change, so that a graph shows why it changes. */
@ProvidesFeature(
        name = "annotations",
        summary = "Marks changes of features in Grafana, when it is configured",
        category = FeatureCategory.METRICS,
        observes = "features",
        threads = "backline-annotations")
@NullMarked
package dev.backline.annotations;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
