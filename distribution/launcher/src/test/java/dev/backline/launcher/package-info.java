@NullMarked
package dev.backline.launcher;

import org.jspecify.annotations.NullMarked;
