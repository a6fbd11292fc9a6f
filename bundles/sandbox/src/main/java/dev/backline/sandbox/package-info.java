/** An embedded Discord: the service by which shells, tests and load generators use it as its members would. */
@ProvidesFeature(
        name = "sandbox",
        summary = "An embedded Discord on loopback, for development",
        category = FeatureCategory.DEVELOPMENT,
        removable = false)
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.sandbox;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
