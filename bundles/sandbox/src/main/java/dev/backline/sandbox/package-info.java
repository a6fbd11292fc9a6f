/** An embedded Discord: the service by which shells, tests and load generators use it as its members would. */
@Export
@Version("1.0.0")
@NullMarked
package dev.backline.sandbox;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
