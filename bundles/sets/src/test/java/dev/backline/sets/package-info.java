@NullMarked
package dev.backline.sets;

import org.jspecify.annotations.NullMarked;
