/** Metrics of the connection to Discord: gateway and REST API. */
@ProvidesFeature(
        name = "metrics-discord",
        summary = "Metrics of the connection to Discord: gateway and REST API",
        category = FeatureCategory.METRICS,
        observes = {"gateway", "rest"})
@NullMarked
package dev.backline.metrics.discord;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
