/** Takes profiles of this process, and writes what they say. */
@NullMarked
package dev.backline.profiler.record;

import org.jspecify.annotations.NullMarked;
