/** The commands of the profiler. */
@NullMarked
package dev.backline.profiler.shell;

import org.jspecify.annotations.NullMarked;
