/** Rules for the bundle as a whole. */
@NullMarked
package dev.backline.runtime;

import org.jspecify.annotations.NullMarked;
