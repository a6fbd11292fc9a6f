package dev.backline.http.door;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may come in: users with a password (HTTP basic authentication) and bearer tokens. None of their secrets is kept.
 * Safe for threads.
 */
public final class Credentials {

    /** What became of an {@code Authorization} header. */
    enum Answer {
        RIGHT,
        WRONG,
        /** Another password is being hashed: it was not looked at. */
        BUSY
    }

    private static final String DIGEST_PREFIX = "sha256:";
    private static final String MAC = "HmacSHA256";

    private final Map<String, PasswordHash> users = new LinkedHashMap<>();
    private final List<byte[]> tokens = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** One password at a time is hashed, so that guessing takes one thread and not all of them. */
    private final Semaphore hashing = new Semaphore(1);

    /**
     * The last right password of each user, so that a scrape every few seconds need not be hashed as slowly as a guess: as
     * a MAC, under a key that this process forgets with itself.
     */
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    private final SecretKeySpec key;

    /**
     * Reads them. What cannot be read lets nobody in, and is one of {@link #problems}.
     *
     * @param users {@code NAME:HASH} each
     * @param tokens {@code sha256:DIGEST} each
     */
    public Credentials(List<String> users, List<String> tokens) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, MAC);
        for (int i = 0; i < users.size(); i++) {
            readUser(users.get(i).strip(), i + 1);
        }
        for (int i = 0; i < tokens.size(); i++) {
            readToken(tokens.get(i).strip(), i + 1);
        }
    }

    private void readUser(String entry, int number) {
        int colon = entry.indexOf(':');
        if (colon < 1) {
            problems.add("entry " + number + " of .users: expected NAME:HASH, as http:hash NAME makes it");
            return;
        }
        try {
            users.put(entry.substring(0, colon), PasswordHash.parse(entry.substring(colon + 1)));
        } catch (IllegalArgumentException e) {
            problems.add("entry " + number + " of .users: " + e.getMessage());
        }
    }

    private void readToken(String entry, int number) {
        try {
            byte[] digest = entry.startsWith(DIGEST_PREFIX)
                    ? HexFormat.of().parseHex(entry, DIGEST_PREFIX.length(), entry.length())
                    : new byte[0];
            if (digest.length == sha256("").length) {
                tokens.add(digest);
                return;
            }
        } catch (IllegalArgumentException noHex) {
            // Told below: the text itself may be a secret.
        }
        problems.add(
                "entry " + number + " of .tokens: expected sha256: and 64 hexadecimal digits, as http:hash makes it");
    }

    /** Of a bearer token, as the configuration has it. */
    public static String digest(String token) {
        return DIGEST_PREFIX + HexFormat.of().formatHex(sha256(token));
    }

    public int users() {
        return users.size();
    }

    public int tokens() {
        return tokens.size();
    }

    /** Whether nobody can come in with them. */
    public boolean isEmpty() {
        return users.isEmpty() && tokens.isEmpty();
    }

    /** What could not be read, without the text itself. */
    public List<String> problems() {
        return List.copyOf(problems);
    }

    /** Looks at the value of a header {@code Authorization}; the first right password of a user takes a while. */
    Answer check(String authorization) {
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? authorization : authorization.substring(0, space);
        String rest = authorization.substring(space + 1).strip();
        if (scheme.equalsIgnoreCase("Bearer")) {
            return isToken(rest) ? Answer.RIGHT : Answer.WRONG;
        }
        return scheme.equalsIgnoreCase("Basic")
                ? decode(rest).map(this::checkUser).orElse(Answer.WRONG)
                : Answer.WRONG;
    }

    private boolean isToken(String token) {
        byte[] digest = sha256(token);
        boolean found = false;
        for (byte[] right : tokens) {
            found |= MessageDigest.isEqual(right, digest);
        }
        return found;
    }

    private static Optional<String> decode(String base64) {
        try {
            return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
                    .filter(pair -> pair.indexOf(':') > 0);
        } catch (IllegalArgumentException noBase64) {
            return Optional.empty();
        }
    }

    private Answer checkUser(String pair) {
        int colon = pair.indexOf(':');
        String name = pair.substring(0, colon);
        PasswordHash hash = users.get(name);
        if (hash == null) {
            return Answer.WRONG;
        }
        byte[] mac = mac(pair);
        if (MessageDigest.isEqual(mac, known.get(name))) {
            return Answer.RIGHT;
        }
        if (!hashing.tryAcquire()) {
            return Answer.BUSY;
        }
        try {
            if (!hash.matches(pair.substring(colon + 1))) {
                return Answer.WRONG;
            }
            known.put(name, mac);
            return Answer.RIGHT;
        } finally {
            hashing.release();
        }
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + MAC, e);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
