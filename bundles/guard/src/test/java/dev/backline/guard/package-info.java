@NullMarked
package dev.backline.guard;

import org.jspecify.annotations.NullMarked;
