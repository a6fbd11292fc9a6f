package dev.backline.api.event;

/**
 * A Lavalink node as operators named it: one of a closed set, so that both may stand in labels of metrics.
 *
 * @param name unique among the nodes
 * @param region where it stands; empty when operators did not say
 */
public record NodeKey(String name, String region) {}
