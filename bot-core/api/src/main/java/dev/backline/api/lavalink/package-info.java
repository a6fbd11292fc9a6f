/** Lavalink: the nodes that music plays on, for whoever watches them. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.lavalink;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
