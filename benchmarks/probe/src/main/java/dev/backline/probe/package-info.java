/** Measures the bot from within, for the release gate. */
@ProvidesFeature(
        name = "probe",
        summary = "Measures what commands, look-ups and music cost, for the release gate",
        category = FeatureCategory.DEVELOPMENT)
@NullMarked
package dev.backline.probe;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
