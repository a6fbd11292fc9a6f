@NullMarked
package dev.backline.profiler.span;

import org.jspecify.annotations.NullMarked;
