package dev.backline.sandbox.voice;

import java.security.GeneralSecurityException;

/**
 * Opens the sealed part of voice packets with one session's key. What is sealed lies between the RTP header, which is
 * authenticated with it, and the last four bytes, which are the counter that makes the nonce. Not safe for use by
 * several threads at a time.
 */
interface Decryption {
    /** Length of the counter at the end of a packet, in bytes. */
    int NONCE_BYTES = 4;

    /** Length of the authentication tag before the counter, in bytes. */
    int TAG_BYTES = 16;

    /**
     * Returns the plain payload of a packet of at least {@code headerLength + TAG_BYTES + NONCE_BYTES} bytes.
     *
     * @param datagram holds the packet from index 0 on
     * @param length bytes of the packet
     * @param headerLength bytes in clear at its beginning
     * @throws GeneralSecurityException when the packet was not sealed with this key, or was changed on its way
     */
    byte[] open(byte[] datagram, int length, int headerLength) throws GeneralSecurityException;
}
