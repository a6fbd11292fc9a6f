package dev.backline.lavalink.backend;

import org.jspecify.annotations.Nullable;

/**
 * What a player is to be like at this moment.
 *
 * @param playing what it is to play; null for nothing
 * @param volume in percent
 */
record Wish(@Nullable Playing playing, boolean paused, int volume) {}
