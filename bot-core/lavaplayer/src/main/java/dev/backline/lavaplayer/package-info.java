/** The embedded audio backend: plays in this process, by Lavaplayer. */
@ProvidesFeature(
        name = "lavaplayer",
        summary = "Plays in this process, by Lavaplayer",
        category = FeatureCategory.CORE,
        removable = false)
@NullMarked
package dev.backline.lavaplayer;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
