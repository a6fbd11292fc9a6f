package dev.backline.sandbox.node;

import java.time.Duration;

/**
 * A player of a node.
 *
 * @param track identifier of what it plays, empty for nothing
 * @param position in the track
 * @param connected whether it has a voice connection
 */
public record SeenPlayer(long guildId, String track, Duration position, boolean paused, boolean connected) {}
