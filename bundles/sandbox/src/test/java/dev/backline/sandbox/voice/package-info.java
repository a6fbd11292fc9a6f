@NullMarked
package dev.backline.sandbox.voice;

import org.jspecify.annotations.NullMarked;
