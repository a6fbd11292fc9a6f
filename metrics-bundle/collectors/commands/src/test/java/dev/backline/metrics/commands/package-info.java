@NullMarked
package dev.backline.metrics.commands;

import org.jspecify.annotations.NullMarked;
