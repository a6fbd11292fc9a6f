@NullMarked
package dev.backline.profiler.watch;

import org.jspecify.annotations.NullMarked;
