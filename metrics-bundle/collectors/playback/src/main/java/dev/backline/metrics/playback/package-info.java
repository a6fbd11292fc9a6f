/** Metrics of players and tracks. */
@ProvidesFeature(
        name = "metrics-playback",
        summary = "Metrics of players and tracks",
        category = FeatureCategory.METRICS,
        observes = {"tracks", "voice"})
@NullMarked
package dev.backline.metrics.playback;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
