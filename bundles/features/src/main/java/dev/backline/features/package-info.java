/** Feature flags: what the bundles of this process are to operators, and how they are changed while the bot plays. */
@ProvidesFeature(
        name = "features",
        summary = "Feature flags: list, on, off, install, sets, history",
        category = FeatureCategory.CORE,
        removable = false,
        threads = "backline-features")
@NullMarked
package dev.backline.features;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
