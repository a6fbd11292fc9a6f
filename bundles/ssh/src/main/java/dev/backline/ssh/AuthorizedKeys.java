package dev.backline.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in whoever has a key of a file, which is read anew for each key that is offered. A line with options, such as
 * {@code from="..."}, lets nobody in: they would not be obeyed.
 *
 * @param file as of OpenSSH; not writable by other users
 */
record AuthorizedKeys(Path file) implements PublickeyAuthenticator {

    /** Who logged in: the comment of the key. */
    static final AttributeKey<String> OPERATOR = new AttributeKey<>();

    private static final Logger log = LoggerFactory.getLogger(AuthorizedKeys.class);

    private static final int LONGEST_NAME = 40;

    @Override
    public boolean authenticate(String username, PublicKey key, ServerSession session) {
        Optional<String> operator = owner(key, username);
        operator.ifPresent(name -> session.setAttribute(OPERATOR, name));
        return operator.isPresent();
    }

    /** Whose key it is: its comment, or the name that was given when there is none; empty when it is not known. */
    Optional<String> owner(PublicKey key, String username) {
        try {
            if (!Files.exists(file)) {
                log.warn("Nobody can log in: there is no {}. Put public keys there, one per line", file);
                return Optional.empty();
            }
            if (isWritableByOthers()) {
                log.warn("Nobody can log in: {} can be written by other users. chmod go-w it", file);
                return Optional.empty();
            }
            return AuthorizedKeyEntry.readAuthorizedKeys(file).stream()
                    .filter(entry -> isKey(entry, key))
                    .findFirst()
                    .map(entry -> name(entry, username));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            log.warn("Nobody can log in: {} cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean isWritableByOthers() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        return permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE);
    }

    private boolean isKey(AuthorizedKeyEntry entry, PublicKey key) {
        try {
            PublicKey known = entry.resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
            boolean same = known != null && KeyUtils.compareKeys(known, key);
            if (same && !entry.getLoginOptions().isEmpty()) {
                log.warn("A key of {} has options, which are not obeyed: it lets nobody in", file);
                return false;
            }
            return same;
        } catch (IOException | GeneralSecurityException e) {
            log.warn("A key of {} cannot be read and is skipped: {}", file, e.getMessage());
            return false;
        }
    }

    /** What is printed and kept of a name holds no control characters. */
    private static String name(AuthorizedKeyEntry entry, String username) {
        String comment = entry.getComment();
        String name = (comment == null || comment.isBlank() ? username : comment)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
