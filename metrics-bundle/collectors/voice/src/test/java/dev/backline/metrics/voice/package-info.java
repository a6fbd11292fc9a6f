@NullMarked
package dev.backline.metrics.voice;

import org.jspecify.annotations.NullMarked;
