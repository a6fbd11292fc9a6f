/** What is different between two runs. */
@NullMarked
package dev.backline.profiler.diff;

import org.jspecify.annotations.NullMarked;
