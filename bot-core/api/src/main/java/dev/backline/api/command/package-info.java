/** Commands as a guild's members see them, free of any Discord library. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.command;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
