/** Watches Lavalink nodes: metrics, health checks, and a command. The music plays on without it. */
@ProvidesFeature(
        name = "lavalink-health",
        summary = "Watches Lavalink nodes: metrics and health checks",
        category = FeatureCategory.METRICS,
        observes = "nodes")
@NullMarked
package dev.backline.lavalink.health;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
