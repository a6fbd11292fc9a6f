/** Evidence that is kept when something goes wrong. */
@NullMarked
package dev.backline.profiler.watch;

import org.jspecify.annotations.NullMarked;
