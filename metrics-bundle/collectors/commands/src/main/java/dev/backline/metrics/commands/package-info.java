/** Metrics of slash commands. */
@ProvidesFeature(
        name = "metrics-commands",
        summary = "Metrics of slash commands: how long they take, how they end",
        category = FeatureCategory.METRICS,
        observes = "commands")
@NullMarked
package dev.backline.metrics.commands;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
