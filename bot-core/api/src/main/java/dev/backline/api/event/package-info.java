/** What happened in the bot, told to observers by typed calls. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.event;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
