@NullMarked
package dev.backline.api.audio;

import org.jspecify.annotations.NullMarked;
