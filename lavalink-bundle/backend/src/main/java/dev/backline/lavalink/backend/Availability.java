package dev.backline.lavalink.backend;

/** Whether music can be played on nodes now. */
enum Availability {
    /** No node is connected. */
    NONE,
    /** Those that are connected failed a moment ago: they play when nobody else can. */
    LAST_RESORT,
    /** Nodes are to be preferred. */
    FULL
}
