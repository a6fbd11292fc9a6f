package dev.backline.sandbox.voice;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.XChaCha20Poly1305;
import java.security.GeneralSecurityException;
import java.util.Arrays;

/** XChaCha20 with Poly1305; its nonce is the packet's counter, followed by twenty zero bytes. */
final class XChaCha20Decryption implements Decryption {
    private static final int PADDED_NONCE_BYTES = 24;

    private final Aead cipher;

    XChaCha20Decryption(byte[] key) throws GeneralSecurityException {
        this.cipher = new XChaCha20Poly1305(key);
    }

    @Override
    public byte[] open(byte[] datagram, int length, int headerLength) throws GeneralSecurityException {
        int end = length - NONCE_BYTES;
        int sealed = end - headerLength;
        byte[] nonceThenSealed = new byte[PADDED_NONCE_BYTES + sealed];
        System.arraycopy(datagram, end, nonceThenSealed, 0, NONCE_BYTES);
        System.arraycopy(datagram, headerLength, nonceThenSealed, PADDED_NONCE_BYTES, sealed);
        return cipher.decrypt(nonceThenSealed, Arrays.copyOf(datagram, headerLength));
    }
}
