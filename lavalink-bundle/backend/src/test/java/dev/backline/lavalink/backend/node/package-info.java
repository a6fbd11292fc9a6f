@NullMarked
package dev.backline.lavalink.backend.node;

import org.jspecify.annotations.NullMarked;
