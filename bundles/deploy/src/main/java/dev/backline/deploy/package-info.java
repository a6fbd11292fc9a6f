/** The deploy folder: a trusted jar that is put there is installed, and uninstalled when it is taken away. */
@ProvidesFeature(
        name = "deploy",
        summary = "Installs the trusted jars that are put into deploy/",
        category = FeatureCategory.OPERATIONS,
        threads = "backline-deploy")
@NullMarked
package dev.backline.deploy;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
