@NullMarked
package dev.backline.metrics.queue;

import org.jspecify.annotations.NullMarked;
