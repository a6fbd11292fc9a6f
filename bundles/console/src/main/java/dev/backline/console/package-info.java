/** What an operator types: status, and a socket for commands from outside the process. */
@ProvidesFeature(
        name = "console",
        summary = "The commands of the shell, and bin/backline from outside",
        category = FeatureCategory.CORE,
        removable = false)
@NullMarked
package dev.backline.console;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
