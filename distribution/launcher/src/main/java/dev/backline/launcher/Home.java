package dev.backline.launcher;

import dev.backline.sets.BundleSets;
import dev.backline.sets.Remembered;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folders of one instance, and of the distribution that it runs.
 *
 * @param distribution where {@code bundles/}, {@code sets/} and the default {@code conf/} are
 * @param root where this instance has its {@code conf/}, {@code data/}, {@code logs/}, {@code deploy/} and
 *     {@code profiles/}
 */
public record Home(Path distribution, Path root) {

    /** The longest path that a Unix socket may have everywhere, in bytes. */
    private static final int SOCKET_PATH = 100;

    /** The bundle sets that this instance may run. */
    public BundleSets sets() {
        return new BundleSets(distribution, conf().resolve("sets"));
    }

    /** What this instance remembers of its bundle set. */
    public Remembered remembered() {
        return new Remembered(data().resolve("features"));
    }

    public Path conf() {
        return root.resolve("conf");
    }

    public Path data() {
        return root.resolve("data");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    public Path deploy() {
        return root.resolve("deploy");
    }

    public Path profiles() {
        return root.resolve("profiles");
    }

    /** For temporary files; emptied at each start, so that what a crash leaves does not pile up. */
    public Path temporary() {
        return data().resolve("tmp");
    }

    /** The lock that a running instance holds; its process id stands in it. */
    public Path lock() {
        return data().resolve("backline.lock");
    }

    /** The control socket of the running instance, in a short folder of this user's when the home's path is long. */
    public Path socket() {
        Path inside = data().resolve("control.sock");
        if (inside.toString().getBytes(StandardCharsets.UTF_8).length <= SOCKET_PATH) {
            return inside;
        }
        String user = System.getProperty("user.name", "nobody").replaceAll("[^A-Za-z0-9]", "_");
        return Path.of(
                System.getProperty("backline.socket.dir", "/tmp"),
                "backline-" + user,
                Integer.toHexString(root.toString().hashCode()) + ".sock");
    }

    /** Empties the folder for temporary files. Whoever calls this holds the lock. */
    void clearTemporary() throws IOException {
        if (Files.exists(temporary())) {
            try (Stream<Path> files = Files.walk(temporary())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(temporary());
    }

    /** Makes the folders that are missing, and the configuration of the distribution where there is none. */
    public void prepare() throws IOException {
        FileAttribute<?> ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        for (Path folder : new Path[] {conf(), logs(), deploy(), profiles()}) {
            Files.createDirectories(folder);
        }
        // Queues and the shell's history are nobody else's business.
        Files.createDirectories(data(), ownerOnly);
        Path socketFolder = socket().getParent();
        if (socketFolder != null && !socketFolder.equals(data())) {
            Files.createDirectories(socketFolder, ownerOnly);
        }
        Path defaults = distribution.resolve("conf");
        if (!defaults.equals(conf())) {
            try (var files = Files.list(defaults)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path own = conf().resolve(file.getFileName());
                    if (!Files.exists(own)) {
                        Files.copy(file, own);
                    }
                }
            }
        }
    }
}
