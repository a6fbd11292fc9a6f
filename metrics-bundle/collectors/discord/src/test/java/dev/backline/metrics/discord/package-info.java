@NullMarked
package dev.backline.metrics.discord;

import org.jspecify.annotations.NullMarked;
