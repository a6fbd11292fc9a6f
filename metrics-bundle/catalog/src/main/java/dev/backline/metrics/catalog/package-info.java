/** What collectors declare and write their metrics with: catalogues of typed metrics, and labels of closed sets. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.metrics.catalog;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
