/** Metrics of the Java virtual machine and its process. */
@ProvidesFeature(
        name = "metrics-jvm",
        summary = "Metrics of the Java virtual machine and its process",
        category = FeatureCategory.METRICS)
@NullMarked
package dev.backline.metrics.jvm;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
