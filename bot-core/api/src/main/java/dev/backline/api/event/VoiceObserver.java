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

    /** A voice packet was due and not sent. */
    default void packetLost(PacketLoss cause) {}

    /** Why a packet was not sent. */
    enum PacketLoss {
        /** The player had no frame in time. */
        NO_FRAME,
        /** The sender woke up too late for it. */
        TOO_LATE,
        /** It could not be encrypted, or the network refused it. */
        NOT_SENT
    }
}
