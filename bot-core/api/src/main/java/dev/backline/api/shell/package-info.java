/** The commands of the operators' shell, which any bundle may add. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.shell;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
