package dev.backline.sandbox.node.voice;

import com.google.crypto.tink.aead.internal.InsecureNonceXChaCha20Poly1305;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals voice packets ("Transport Encryption Modes" of Discord's voice documentation): the RTP header stays readable and
 * is authenticated, and a counter of four bytes follows. For one thread.
 */
abstract sealed class Seal {

    static final String AES = "aead_aes256_gcm_rtpsize";
    static final String XCHACHA = "aead_xchacha20_poly1305_rtpsize";

    private static final List<String> MODES = List.of(AES, XCHACHA);
    private static final int TAG_BITS = 128;

    private final byte[] nonce;
    private int packets;

    private Seal(int nonceBytes) {
        nonce = new byte[nonceBytes];
    }

    /** The first mode of the server's that is known here. */
    static Optional<String> choose(List<String> offered) {
        return offered.stream().filter(MODES::contains).findFirst();
    }

    /** @throws GeneralSecurityException when the key does not fit, or this Java does not have the cipher */
    static Seal of(String mode, byte[] key) throws GeneralSecurityException {
        return switch (mode) {
            case AES -> new AesGcm(key);
            case XCHACHA -> new XChaCha20(key);
            default -> throw new GeneralSecurityException("no such mode: " + mode);
        };
    }

    /** Puts together header, sealed frame and counter. */
    final ByteBuffer packet(byte[] header, byte[] frame) throws GeneralSecurityException {
        packets++;
        ByteBuffer.wrap(nonce).putInt(packets);
        byte[] sealed = seal(nonce, header, frame);
        return ByteBuffer.allocate(header.length + sealed.length + Integer.BYTES)
                .put(header)
                .put(sealed)
                .putInt(packets)
                .flip();
    }

    abstract byte[] seal(byte[] paddedCounter, byte[] header, byte[] frame) throws GeneralSecurityException;

    private static final class AesGcm extends Seal {

        private final Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        private final SecretKeySpec key;

        AesGcm(byte[] key) throws GeneralSecurityException {
            super(12);
            this.key = new SecretKeySpec(key, "AES");
        }

        @Override
        byte[] seal(byte[] paddedCounter, byte[] header, byte[] frame) throws GeneralSecurityException {
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, paddedCounter));
            cipher.updateAAD(header);
            return cipher.doFinal(frame);
        }
    }

    private static final class XChaCha20 extends Seal {

        private final InsecureNonceXChaCha20Poly1305 cipher;

        XChaCha20(byte[] key) throws GeneralSecurityException {
            super(24);
            cipher = new InsecureNonceXChaCha20Poly1305(key);
        }

        @Override
        byte[] seal(byte[] paddedCounter, byte[] header, byte[] frame) throws GeneralSecurityException {
            return cipher.encrypt(paddedCounter, frame, header);
        }
    }
}
