package dev.backline.discord.voice;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.audio.dave.DaveProtocolCallbacks;
import net.dv8tion.jda.api.audio.dave.DaveSession;
import net.dv8tion.jda.api.audio.dave.DaveSessionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether jdave's native library works here, by making one session. JDA would find out on a gateway thread,
 * which does not survive it.
 *
 * <p>jdave comes by a class loader that is asked for its class by name: its class files are of Java 25 and cannot be
 * compiled against for 21, and its bundle may be missing.
 */
public final class DaveLibrary {

    private static final Logger log = LoggerFactory.getLogger(DaveLibrary.class);

    private static final String FACTORY = "club.minnced.discord.jdave.interop.JDaveSessionFactory";
    private static final Pattern GLIBC = Pattern.compile("GLIBC(?:XX)?_([0-9.]+)");
    private static final String ELSEWHERE =
            "; Debian 13 and Ubuntu 24.04 have what it needs, and Lavalink nodes do their" + " own DAVE";

    /** Loads a class of jdave's bundle. */
    @FunctionalInterface
    public interface Loader {
        Class<?> load(String name) throws ClassNotFoundException;
    }

    private DaveLibrary() {}

    /** Never throws: whatever goes wrong is the answer. Takes some 100 ms the first time. */
    public static Encryption probe(Optional<Loader> jdave) {
        if (jdave.isEmpty()) {
            return new Encryption.Unavailable("DAVE is not installed: the bundle dev.backline.libs.jdave is missing");
        }
        try {
            DaveSessionFactory factory = jdave.get()
                    .load(FACTORY)
                    .asSubclass(DaveSessionFactory.class)
                    .getConstructor()
                    .newInstance();
            DaveSession session = factory.createDaveSession(new Nobody(), 1, 1);
            int version = session.getMaxProtocolVersion();
            session.destroy();
            return new Encryption.Available(version, factory);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            log.debug("jdave does not load", e);
            return new Encryption.Unavailable("DAVE does not load here: " + reason(e) + ELSEWHERE);
        }
    }

    private static String reason(Throwable failure) {
        String last = failure.toString();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            Matcher wanted = GLIBC.matcher(message == null ? "" : message);
            if (wanted.find()) {
                return "needs " + wanted.group().replace('_', ' ') + " (this is " + system() + ")";
            }
            last = cause.toString();
        }
        // The foreign-function API says which file it could not open, and not why.
        String why = last.contains("Cannot open library")
                ? "its native library needs glibc 2.38 and libstdc++ 13 or newer"
                : last;
        return why + " (this is " + system() + ")";
    }

    private static String system() {
        try (var lines = Files.lines(Path.of("/etc/os-release"))) {
            return lines.filter(line -> line.startsWith("PRETTY_NAME="))
                    .map(line -> line.substring("PRETTY_NAME=".length()).replace("\"", ""))
                    .findFirst()
                    .orElse(System.getProperty("os.name"));
        } catch (IOException e) {
            return System.getProperty("os.name") + " " + System.getProperty("os.arch");
        }
    }

    /** Nobody is told anything while probing. */
    private static final class Nobody implements DaveProtocolCallbacks {

        @Override
        public void sendMLSKeyPackage(ByteBuffer mlsKeyPackage) {}

        @Override
        public void sendDaveProtocolReadyForTransition(int transitionId) {}

        @Override
        public void sendMLSCommitWelcome(ByteBuffer commitWelcomeMessage) {}

        @Override
        public void sendMLSInvalidCommitWelcome(int transitionId) {}
    }
}
