/** The overhead guard: keeps what optional features cost within a budget. */
@ProvidesFeature(
        name = "guard",
        summary = "Switches off the most expensive feature when all cost more than their budget",
        category = FeatureCategory.OPERATIONS,
        threads = "backline-guard")
@NullMarked
package dev.backline.guard;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
