/** Lavalink's protocol as text. */
@NullMarked
package dev.backline.sandbox.node.protocol;

import org.jspecify.annotations.NullMarked;
