package dev.backline.sandbox.voice;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;

/**
 * How a voice packet is sealed between the client and the voice server. These are the two modes that Discord still
 * offers ("Transport Encryption Modes" of its voice documentation); both leave the RTP header readable and authenticate
 * it.
 */
public enum EncryptionMode {
    AES256_GCM("aead_aes256_gcm_rtpsize") {
        @Override
        Decryption decryption(byte[] key) throws GeneralSecurityException {
            return new AesGcmDecryption(key);
        }
    },
    XCHACHA20_POLY1305("aead_xchacha20_poly1305_rtpsize") {
        @Override
        Decryption decryption(byte[] key) throws GeneralSecurityException {
            return new XChaCha20Decryption(key);
        }
    };

    /** Length of the secret key of either mode, in bytes. */
    static final int KEY_BYTES = 32;

    private final String wireName;

    EncryptionMode(String wireName) {
        this.wireName = wireName;
    }

    /** The mode's name in the gateway's messages. */
    public String wireName() {
        return wireName;
    }

    abstract Decryption decryption(byte[] key) throws GeneralSecurityException;

    static Optional<EncryptionMode> named(String wireName) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName.equals(wireName))
                .findFirst();
    }
}
