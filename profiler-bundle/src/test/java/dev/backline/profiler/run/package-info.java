@NullMarked
package dev.backline.profiler.run;

import org.jspecify.annotations.NullMarked;
