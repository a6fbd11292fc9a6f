@NullMarked
package dev.backline.profiler.profile;

import org.jspecify.annotations.NullMarked;
