/** The slash commands. */
@ProvidesFeature(
        name = "runtime",
        summary = "Commands, queues and playback",
        category = FeatureCategory.CORE,
        removable = false)
@NullMarked
package dev.backline.runtime.command;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
