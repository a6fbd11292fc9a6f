/** One Lavalink node: its connection, its REST API, and what becomes of both. */
@NullMarked
package dev.backline.lavalink.backend.node;

import org.jspecify.annotations.NullMarked;
