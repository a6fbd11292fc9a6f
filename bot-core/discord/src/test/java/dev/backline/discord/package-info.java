@NullMarked
package dev.backline.discord;

import org.jspecify.annotations.NullMarked;
