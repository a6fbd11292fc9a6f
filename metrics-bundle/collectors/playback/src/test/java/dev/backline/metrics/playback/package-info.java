@NullMarked
package dev.backline.metrics.playback;

import org.jspecify.annotations.NullMarked;
