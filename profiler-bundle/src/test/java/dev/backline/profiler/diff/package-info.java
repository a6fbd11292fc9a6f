@NullMarked
package dev.backline.profiler.diff;

import org.jspecify.annotations.NullMarked;
