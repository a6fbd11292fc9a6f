@NullMarked
package dev.backline.profiler.record;

import org.jspecify.annotations.NullMarked;
