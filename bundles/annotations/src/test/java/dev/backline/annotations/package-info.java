@NullMarked
package dev.backline.annotations;

import org.jspecify.annotations.NullMarked;
