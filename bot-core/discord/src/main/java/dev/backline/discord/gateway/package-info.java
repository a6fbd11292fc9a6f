/** The connection to Discord: logging in, staying logged in, logging out, and how it is doing. */
@ProvidesFeature(
        name = "discord",
        summary = "Slash commands and voice on Discord, by JDA",
        category = FeatureCategory.CORE,
        removable = false)
@NullMarked
package dev.backline.discord.gateway;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
