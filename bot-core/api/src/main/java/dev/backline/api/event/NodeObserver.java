package dev.backline.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears about the Lavalink nodes that music plays on. */
@ConsumerType
public interface NodeObserver {

    /**
     * A node is connected and was asked what it can do.
     *
     * @param resumed whether its session of before goes on, with all of its players
     */
    default void nodeConnected(NodeKey node, boolean resumed) {}

    /** A node that was connected is not any more, or one could not be connected. It is tried again. */
    default void nodeDisconnected(NodeKey node, NodeTrouble trouble) {}

    /** A guild's player was given to a node. */
    default void playerAssigned(NodeKey node, PlayerMove reason) {}

    /** A guild's player was taken from a node, for another node or another backend. */
    default void playerTaken(NodeKey node, PlayerMove reason) {}

    /** A node told what happened in one of its players. */
    default void nodeEvent(NodeKey node, NodeEvent event) {}

    /**
     * A request to a node was answered, or failed.
     *
     * @param status HTTP status; 0 when there was no answer in time
     * @param nanos from sending to the answer's last byte
     */
    default void requestFinished(NodeRoute route, int status, long nanos) {}

    /** A node answered a ping on its WebSocket. */
    default void pingAnswered(NodeKey node, long nanos) {}

    /** Why a node is not connected. */
    enum NodeTrouble {
        /** Nothing listens at its address, or the address is not reached. */
        UNREACHABLE,
        /** The connection broke. */
        CONNECTION_LOST,
        /** The connection is there, and nothing is answered. */
        HANGING,
        /** It was started anew, and has forgotten its players. */
        RESTARTED,
        /** It does not accept the password. */
        PASSWORD_REFUSED,
        /** It is of a version that the bot does not know. */
        UNSUPPORTED,
        /** What it answers is not what the protocol says. */
        PROTOCOL_ERROR,
        /** It is not configured any more. */
        REMOVED
    }

    /** Why a player comes to a node, or leaves it. */
    enum PlayerMove {
        /** Music begins in a guild. */
        OPENED,
        /** Its node does not work any more. */
        NODE_LOST,
        /** Its node refused or did not answer a request. */
        REQUEST_FAILED,
        /** Its node does not reach the voice server. */
        VOICE_FAILED,
        /** Its node is being emptied. */
        DRAINED,
        /** An operator moved it. */
        BY_HAND,
        /** Its node does not know the source of the track that comes next. */
        SOURCE_MISSING,
        /** The guild needs it no more. */
        CLOSED
    }

    /** What nodes tell. */
    enum NodeEvent {
        TRACK_STARTED,
        TRACK_ENDED,
        TRACK_FAILED,
        TRACK_STUCK,
        VOICE_CLOSED,
        PLAYER_UPDATED,
        STATISTICS
    }
}
