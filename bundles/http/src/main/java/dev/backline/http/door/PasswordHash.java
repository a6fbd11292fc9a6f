package dev.backline.http.door;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.spec.KeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password that is kept as PBKDF2 with HMAC-SHA-256 (RFC 8018), written as PHC strings are:
 * {@code $pbkdf2-sha256$i=ITERATIONS$SALT$HASH}, salt and hash in Base64 without padding.
 */
public final class PasswordHash {

    /** What OWASP recommends for this function. */
    private static final int ITERATIONS = 600_000;

    /** A hash that takes seconds is a way to keep the bot busy. */
    private static final int MOST_ITERATIONS = 10_000_000;

    private static final int FEWEST_ITERATIONS = 10_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORMAT =
            Pattern.compile("\\$pbkdf2-sha256\\$i=(\\d{1,9})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** Of a password, with a new salt. Takes a few tenths of a second. */
    public static PasswordHash of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(ITERATIONS, salt, derive(password, salt, ITERATIONS));
    }

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException when the text is no such hash; the message does not repeat the text
     */
    static PasswordHash parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected $pbkdf2-sha256$i=ITERATIONS$SALT$HASH, as http:hash makes it");
        }
        int iterations = Integer.parseInt(parts.group(1));
        if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
            throw new IllegalArgumentException(
                    "expected " + FEWEST_ITERATIONS + " to " + MOST_ITERATIONS + " iterations, not " + iterations);
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new PasswordHash(iterations, base64.decode(parts.group(2)), base64.decode(parts.group(3)));
    }

    /** Whether this is the hash of that password. Takes as long as it took to make it. */
    boolean matches(String password) {
        return MessageDigest.isEqual(hash, derive(password, salt, iterations));
    }

    private static byte[] derive(String password, byte[] salt, int iterations) {
        KeySpec key = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BYTES * Byte.SIZE);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has PBKDF2", e);
        }
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$pbkdf2-sha256$i=" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }
}
