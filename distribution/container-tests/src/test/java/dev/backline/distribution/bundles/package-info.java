/** What bundles of tests do. Each class goes into a jar of its own, so it stands alone. */
@NullMarked
package dev.backline.distribution.bundles;

import org.jspecify.annotations.NullMarked;
