/** Bundle sets, and the jars of a distribution that they choose from. */
@NullMarked
package dev.backline.sets;

import org.jspecify.annotations.NullMarked;
