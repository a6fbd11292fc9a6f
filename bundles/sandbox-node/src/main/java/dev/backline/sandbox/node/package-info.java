/** Lavalink nodes on loopback: the service by which shells and tests make them, break them and see what they do. */
@ProvidesFeature(
        name = "sandbox-node",
        summary = "Lavalink nodes on loopback, for development",
        category = FeatureCategory.DEVELOPMENT,
        threads = "sandbox-node")
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.sandbox.node;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
