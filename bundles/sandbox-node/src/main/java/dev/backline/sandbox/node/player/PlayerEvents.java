package dev.backline.sandbox.node.player;

import kotlinx.serialization.json.JsonObject;

/** Takes what a player has to tell its client. Safe for any thread; returns at once. */
public interface PlayerEvents {

    /** Something happened. It is told even when the client is away for the moment. */
    void happened(JsonObject message);

    /** How the player is now. It is of no use to a client that is away. */
    void updated(JsonObject message);
}
