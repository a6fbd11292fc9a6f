package dev.backline.sandbox.voice;

import java.nio.ByteBuffer;

/** What a datagram that came to the voice port is, told from its beginning alone. */
sealed interface Datagram permits Datagram.Discovery, Datagram.KeepAlive, Datagram.Malformed, RtpPacket {

    /** Length of an IP discovery and of its answer, in bytes. */
    int DISCOVERY_BYTES = 74;

    /** What an IP discovery says of its own length: all but type and length. */
    int DISCOVERY_LENGTH_FIELD = 70;

    /** Type of an IP discovery's request and of its answer. */
    int DISCOVERY_REQUEST = 1;

    int DISCOVERY_RESPONSE = 2;

    /** A client asks which address its packets seem to come from. */
    record Discovery(int ssrc) implements Datagram {}

    /** Keeps a router's mapping alive; is sent back as it came. */
    record KeepAlive() implements Datagram {}

    /** Neither of these, nor a voice packet. */
    record Malformed(WrongPacket reason) implements Datagram {}

    /**
     * Reads the datagram between the buffer's position 0 and its limit, and moves neither.
     *
     * <p>Discord documents discovery and voice packets. Of keep-alives only practice is known: JDA sends nine bytes,
     * other libraries a counter of eight.
     */
    static Datagram read(ByteBuffer buffer) {
        int length = buffer.limit();
        if (length == 8 || length == 9) {
            return new KeepAlive();
        }
        if (length < RtpPacket.FIXED_HEADER_BYTES) {
            return new Malformed(WrongPacket.TOO_SHORT);
        }
        if (buffer.getShort(0) == DISCOVERY_REQUEST) {
            return length == DISCOVERY_BYTES && buffer.getShort(2) == DISCOVERY_LENGTH_FIELD
                    ? new Discovery(buffer.getInt(4))
                    : new Malformed(WrongPacket.BAD_DISCOVERY);
        }
        return RtpPacket.read(buffer);
    }
}
