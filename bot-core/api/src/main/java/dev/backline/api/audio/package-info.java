/** Audio: sources that find tracks, and backends that play them. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.api.audio;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
