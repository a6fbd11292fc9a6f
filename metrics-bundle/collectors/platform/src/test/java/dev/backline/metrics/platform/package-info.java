@NullMarked
package dev.backline.metrics.platform;

import org.jspecify.annotations.NullMarked;
