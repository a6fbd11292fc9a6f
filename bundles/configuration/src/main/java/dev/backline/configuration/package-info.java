/** The files of {@code conf/}: layered, watched, checked, and handed to the Felix Configurator. */
@ProvidesFeature(
        name = "configuration",
        summary = "Reads the files in conf/ and applies what changes",
        category = FeatureCategory.CORE,
        removable = false)
@NullMarked
package dev.backline.configuration;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
