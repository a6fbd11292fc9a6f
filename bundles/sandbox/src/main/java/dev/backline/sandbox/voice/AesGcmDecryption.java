package dev.backline.sandbox.voice;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256 in Galois/Counter mode; its nonce is the packet's counter, followed by eight zero bytes. */
final class AesGcmDecryption implements Decryption {
    private static final int PADDED_NONCE_BYTES = 12;

    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] nonce = new byte[PADDED_NONCE_BYTES];

    AesGcmDecryption(byte[] key) throws GeneralSecurityException {
        this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        this.key = new SecretKeySpec(key, "AES");
    }

    @Override
    public byte[] open(byte[] datagram, int length, int headerLength) throws GeneralSecurityException {
        int end = length - NONCE_BYTES;
        System.arraycopy(datagram, end, nonce, 0, NONCE_BYTES);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
        cipher.updateAAD(datagram, 0, headerLength);
        return cipher.doFinal(datagram, headerLength, end - headerLength);
    }
}
