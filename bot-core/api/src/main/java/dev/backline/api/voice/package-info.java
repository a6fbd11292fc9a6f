/** Voice: how the sound of a player, or the right to send it, reaches a voice channel. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.voice;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
