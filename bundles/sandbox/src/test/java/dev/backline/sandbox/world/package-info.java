@NullMarked
package dev.backline.sandbox.world;

import org.jspecify.annotations.NullMarked;
