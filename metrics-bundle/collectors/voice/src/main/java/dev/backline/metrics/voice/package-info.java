/** Metrics of voice connections: packets, their loss and jitter. */
@ProvidesFeature(
        name = "metrics-voice",
        summary = "Metrics of voice connections: packets, their loss and jitter",
        category = FeatureCategory.METRICS,
        observes = "voice")
@NullMarked
package dev.backline.metrics.voice;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
