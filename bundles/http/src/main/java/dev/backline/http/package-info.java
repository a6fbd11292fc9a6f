/** The HTTP door: where it is open, who may come in, and whether the bot is live and ready. */
@ProvidesFeature(
        name = "http",
        summary = "HTTP on loopback, or elsewhere with credentials; tells whether the bot is live and ready",
        category = FeatureCategory.OPERATIONS,
        threads = {"backline-http", "qtp"})
@NullMarked
package dev.backline.http;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
