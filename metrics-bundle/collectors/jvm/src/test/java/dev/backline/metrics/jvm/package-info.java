@NullMarked
package dev.backline.metrics.jvm;

import org.jspecify.annotations.NullMarked;
