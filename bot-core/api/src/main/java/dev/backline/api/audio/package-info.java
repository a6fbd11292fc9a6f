/** Audio: backends that play, sources that find tracks, and the way of their sound into a voice channel. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.audio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
