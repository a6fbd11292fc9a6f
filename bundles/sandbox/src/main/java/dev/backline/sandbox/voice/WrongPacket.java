package dev.backline.sandbox.voice;

/** Why a datagram that came to the voice port was not heard. */
public enum WrongPacket {
    /** Shorter than an RTP header, a tag and a nonce, and no keep-alive. */
    TOO_SHORT,
    /** Begins like an IP discovery, but its lengths are others than 74 and 70. */
    BAD_DISCOVERY,
    /** Not RTP version 2, or padded, which Opus packets never are. */
    WRONG_VERSION,
    /** Another payload type than 0x78. */
    WRONG_PAYLOAD_TYPE,
    /** No client of this server was given that SSRC. */
    UNKNOWN_SSRC,
    /** Came before the client selected a protocol. */
    BEFORE_SESSION_DESCRIPTION,
    /** Came before the client's first speaking message, which Discord demands. */
    BEFORE_SPEAKING,
    /** Sealed with another key, or changed on its way. */
    NOT_AUTHENTIC,
    /** A sequence number that was heard already, or is too old to tell. */
    REPEATED,
    /** The sequence number went on, the timestamp did not. */
    TIMESTAMP_STUCK
}
