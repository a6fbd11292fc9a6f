/** Benchmarks of what is told to observers. */
@NullMarked
package dev.backline.runtime.event;

import org.jspecify.annotations.NullMarked;
