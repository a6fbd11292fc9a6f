@NullMarked
package dev.backline.lavalink.health;

import org.jspecify.annotations.NullMarked;
