/** What one use of the profiler leaves: a folder under {@code profiles/}. */
@NullMarked
package dev.backline.profiler.run;

import org.jspecify.annotations.NullMarked;
