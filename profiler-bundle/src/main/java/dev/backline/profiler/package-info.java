/** The profiler: where CPU, time and memory go, as flame graphs and recordings. */
@ProvidesFeature(
        name = "profiler",
        summary = "Records where CPU, time, memory and locks go, as flame graphs",
        category = FeatureCategory.DIAGNOSTICS,
        observes = {"commands", "lookups", "tracks", "rest"},
        threads = "backline-profiler")
@NullMarked
package dev.backline.profiler;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
