@NullMarked
package dev.backline.features;

import org.jspecify.annotations.NullMarked;
