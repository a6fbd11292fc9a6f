/** Metrics of queues and look-ups. */
@ProvidesFeature(
        name = "metrics-queue",
        summary = "Metrics of queues and look-ups",
        category = FeatureCategory.METRICS,
        observes = {"queues", "lookups", "tracks"})
@NullMarked
package dev.backline.metrics.queue;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
