/** Measurements of the whole bot. */
@NullMarked
package dev.backline.benchmarks;

import org.jspecify.annotations.NullMarked;
