package dev.backline.api.lavalink;

/** How a node is. */
public enum NodeState {
    /** It is connected to for the first time. */
    CONNECTING,
    /** It plays. */
    UP,
    /** It is connected again after a failure, and is given players only when nobody else can play. */
    SETTLING,
    /** Its connection broke a moment ago; its players are expected to play on. */
    RESUMING,
    /** It cannot be used, and is tried again. */
    DOWN
}
