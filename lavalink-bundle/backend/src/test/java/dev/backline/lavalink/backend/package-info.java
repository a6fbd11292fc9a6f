@NullMarked
package dev.backline.lavalink.backend;

import org.jspecify.annotations.NullMarked;
