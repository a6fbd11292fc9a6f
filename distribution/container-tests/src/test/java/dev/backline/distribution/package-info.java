/** The distribution as its users run it. */
@NullMarked
package dev.backline.distribution;

import org.jspecify.annotations.NullMarked;
