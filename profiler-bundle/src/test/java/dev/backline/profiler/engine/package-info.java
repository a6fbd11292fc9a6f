@NullMarked
package dev.backline.profiler.engine;

import org.jspecify.annotations.NullMarked;
