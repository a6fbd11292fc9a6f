package dev.backline.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears about voice connections that this process holds. {@link #packetSent} is called 50 times a second for each. */
@ConsumerType
public interface VoiceObserver {

    default void voiceConnected() {}

    /** A connection is gone for good. */
    default void voiceDisconnected() {}

    /** A connection broke and is being made again. */
    default void voiceReconnecting() {}

    /**
     * A voice packet was handed to the network.
     *
     * @param gapNanos since the one before it on this connection, nominally 20 ms; 0 for the first after a pause
     */
    default void packetSent(long gapNanos) {}

    /** A voice packet was due and not sent: no frame in time, or the network refused it. */
    default void packetLost() {}
}
