package dev.backline.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears about the connections to Discord's gateway. */
@ConsumerType
public interface GatewayObserver {

    /** A shard's connection changed. */
    default void gatewayChanged(int shard, GatewayStatus status) {}

    /**
     * A heartbeat was answered.
     *
     * @param nanos between the two
     */
    default void heartbeatAnswered(int shard, long nanos) {}

    /** Discord told of something that happened. */
    default void eventReceived(GatewayEvent event) {}

    /** What Discord tells of. */
    enum GatewayEvent {
        /** A command, a button, a completion. */
        INTERACTION,
        VOICE,
        GUILD,
        MEMBER,
        CHANNEL,
        ROLE,
        MESSAGE,
        USER,
        SESSION,
        OTHER
    }

    /** States of a shard's connection, and the ways it gets there. */
    enum GatewayStatus {
        CONNECTING,
        CONNECTED,
        /** Connected again, and nothing was missed. */
        RESUMED,
        /** Connected again with a new session. */
        RECONNECTED,
        DISCONNECTED,
        /** Disconnected, and not to be tried again without somebody's doing. */
        FAILED
    }
}
