/** What is playing where: snapshots for shells, consoles and tests. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.playback;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
