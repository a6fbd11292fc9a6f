/** Where Discord is: the real one, or a server that speaks its protocol. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.discord;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
