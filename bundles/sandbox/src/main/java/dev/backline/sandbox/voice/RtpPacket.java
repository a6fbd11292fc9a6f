package dev.backline.sandbox.voice;

import java.nio.ByteBuffer;

/**
 * The header of a voice packet (RFC 3550, section 5.1).
 *
 * @param sequence counts packets, 0 to 65535
 * @param timestamp counts samples at 48 kHz, unsigned
 * @param ssrc the sender's number in the session
 * @param headerLength bytes in clear: the fixed header, contributing sources and the preamble of an extension
 * @param extensionBytes length of the extension's body, which is sealed and precedes the Opus payload
 */
record RtpPacket(int sequence, int timestamp, int ssrc, int headerLength, int extensionBytes) implements Datagram {

    static final int FIXED_HEADER_BYTES = 12;

    /** Discord's payload type for Opus. */
    static final int OPUS_PAYLOAD_TYPE = 0x78;

    private static final int VERSION_AND_PADDING = 0b1110_0000;
    private static final int VERSION_2 = 0b1000_0000;
    private static final int EXTENSION = 0b0001_0000;
    private static final int SOURCES = 0b0000_1111;

    static Datagram read(ByteBuffer buffer) {
        int first = buffer.get(0);
        if ((first & VERSION_AND_PADDING) != VERSION_2) {
            return new Malformed(WrongPacket.WRONG_VERSION);
        }
        if ((buffer.get(1) & 0xFF) != OPUS_PAYLOAD_TYPE) {
            return new Malformed(WrongPacket.WRONG_PAYLOAD_TYPE);
        }
        boolean extended = (first & EXTENSION) != 0;
        int beforeExtension = FIXED_HEADER_BYTES + Integer.BYTES * (first & SOURCES);
        int headerLength = beforeExtension + (extended ? Integer.BYTES : 0);
        if (buffer.limit() < headerLength + Decryption.TAG_BYTES + Decryption.NONCE_BYTES) {
            return new Malformed(WrongPacket.TOO_SHORT);
        }
        int extensionWords = extended ? buffer.getShort(beforeExtension + Short.BYTES) & 0xFFFF : 0;
        return new RtpPacket(
                buffer.getShort(2) & 0xFFFF,
                buffer.getInt(4),
                buffer.getInt(8),
                headerLength,
                Integer.BYTES * extensionWords);
    }
}
