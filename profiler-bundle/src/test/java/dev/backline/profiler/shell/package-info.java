@NullMarked
package dev.backline.profiler.shell;

import org.jspecify.annotations.NullMarked;
