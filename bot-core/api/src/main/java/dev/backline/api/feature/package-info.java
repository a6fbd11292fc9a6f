/** Features: the parts of the bot that operators switch on and off while it runs. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.feature;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
