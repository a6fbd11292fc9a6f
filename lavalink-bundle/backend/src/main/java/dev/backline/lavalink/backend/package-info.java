/** Plays on Lavalink nodes: an audio backend that survives the loss of any of them. */
@ProvidesFeature(
        name = "lavalink-backend",
        summary = "Plays on Lavalink nodes, and in this process when none works",
        category = FeatureCategory.CORE,
        threads = "backline-lavalink")
@NullMarked
package dev.backline.lavalink.backend;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
