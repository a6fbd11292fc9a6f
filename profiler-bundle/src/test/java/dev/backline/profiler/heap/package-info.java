@NullMarked
package dev.backline.profiler.heap;

import org.jspecify.annotations.NullMarked;
