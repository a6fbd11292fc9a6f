package dev.backline.deploy;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is installed as the folder says. A jar is looked at when it did not change between two looks, and copied
 * away before, so that what was checked is what is installed. Used by one thread.
 */
final class DeployFolder {

    private static final Logger log = LoggerFactory.getLogger(DeployFolder.class);

    private static final Cause CAUSE = new Cause(Origin.DEPLOY, "", "");

    /** How a file looks from outside. */
    private record Look(long size, long modified) {

        static Look at(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Look(attributes.size(), attributes.lastModifiedTime().toMillis());
        }
    }

    private final Path folder;
    private final Path workspace;
    private final Optional<Trust> trust;
    private final FeatureInstaller installer;
    private final Installed installed;

    /** As each file was at the last look. */
    private final Map<Path, Look> seen = new TreeMap<>();

    /** As each file was when it was installed or refused. */
    private final Map<Path, Look> handled = new TreeMap<>();

    private final Set<Path> refused = new TreeSet<>();
    private Map<Path, Look> trusted = Map.of();

    /**
     * Does nothing yet.
     *
     * @param workspace a folder of our own, for copies
     * @param trust decides what is installed; empty for everything
     * @param installed what earlier runs installed
     */
    DeployFolder(Path folder, Path workspace, Optional<Trust> trust, FeatureInstaller installer, Installed installed) {
        this.folder = folder;
        this.workspace = workspace;
        this.trust = trust;
        this.installer = installer;
        this.installed = installed;
    }

    /** Looks once, and does what is to be done. */
    void look() throws IOException {
        Map<Path, Look> present = present();
        for (Path file : installed.files()) {
            if (!present.containsKey(file)) {
                withdraw(file);
            }
        }
        handled.keySet().removeIf(file -> {
            boolean gone = !present.containsKey(file);
            if (gone && refused.remove(file)) {
                installer.withdraw(location(file), CAUSE);
            }
            return gone;
        });
        reconsider();
        boolean progress = true;
        while (progress) {
            progress = false;
            for (Map.Entry<Path, Look> file : present.entrySet()) {
                boolean settled = file.getValue().equals(seen.get(file.getKey()));
                if (settled && !file.getValue().equals(handled.get(file.getKey()))) {
                    handled.put(file.getKey(), file.getValue());
                    progress |= handle(file.getKey());
                }
            }
            if (progress) {
                // What was refused may have needed what is there now.
                handled.keySet().removeAll(refused);
            }
        }
        seen.clear();
        seen.putAll(present);
    }

    private Map<Path, Look> present() throws IOException {
        Map<Path, Look> present = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (String.valueOf(file.getFileName()).endsWith(".jar") && Files.isRegularFile(file)) {
                    try {
                        present.put(file, Look.at(file));
                    } catch (NoSuchFileException e) {
                        log.debug("{} went away while the folder was read", file);
                    }
                }
            }
        }
        return present;
    }

    /** When what is trusted changes, everything is decided anew. */
    private void reconsider() throws IOException {
        if (trust.isEmpty()) {
            return;
        }
        Map<Path, Look> now = new TreeMap<>();
        for (Path file : new Path[] {trust.get().digests(), trust.get().signers()}) {
            if (Files.exists(file)) {
                now.put(file, Look.at(file));
            }
        }
        if (!now.equals(trusted)) {
            trusted = now;
            handled.clear();
        }
    }

    /** Installs or refuses a file; returns whether something was installed. */
    private boolean handle(Path file) {
        try {
            Files.createDirectories(workspace);
            // In a folder of its own, since messages give the name of the file.
            Path apart = Files.createTempDirectory(workspace, "jar");
            Path copy = apart.resolve(file.getFileName());
            try {
                Files.copy(file, copy);
                return handle(file, copy);
            } finally {
                Files.deleteIfExists(copy);
                Files.delete(apart);
            }
        } catch (NoSuchFileException e) {
            log.debug("{} went away before it was read", file);
        } catch (IOException e) {
            refuse(file, "It cannot be read: " + e.getMessage());
        }
        return false;
    }

    private boolean handle(Path file, Path copy) throws IOException {
        String digest = Trust.digest(copy);
        boolean known = installed.digest(file).equals(Optional.of(digest));
        Optional<String> objection =
                trust.isEmpty() ? Optional.empty() : trust.get().objection(copy);
        if (objection.isPresent()) {
            if (known) {
                // It is trusted no more. Another content that was never trusted leaves alone what runs.
                withdraw(file);
            }
            refuse(file, objection.get());
            return false;
        }
        if (known) {
            // What was switched off or removed by hand stays so until the file changes.
            return false;
        }
        try {
            installer.install(location(file), copy, CAUSE);
        } catch (FeatureFailure e) {
            refused.add(file);
            log.debug("{} is not installed", file, e);
            return false;
        }
        installed.put(file, digest);
        refused.remove(file);
        return true;
    }

    private void refuse(Path file, String reason) {
        refused.add(file);
        installer.refuse(location(file), reason, CAUSE);
    }

    private void withdraw(Path file) throws IOException {
        installed.remove(file);
        refused.remove(file);
        handled.remove(file);
        installer.withdraw(location(file), CAUSE);
    }

    private static String location(Path file) {
        return file.toUri().toString();
    }
}
