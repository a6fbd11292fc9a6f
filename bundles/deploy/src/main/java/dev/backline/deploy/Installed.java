package dev.backline.deploy;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Which files of the folder were installed, and with what content; kept over restarts. Used by one thread. */
final class Installed {

    private final Path store;
    private final Properties digests = new Properties();

    /** Reads what an earlier run wrote. */
    Installed(Path store) throws IOException {
        this.store = store;
        if (Files.exists(store)) {
            try (Reader reader = Files.newBufferedReader(store)) {
                digests.load(reader);
            }
        }
    }

    List<Path> files() {
        return digests.stringPropertyNames().stream().map(Path::of).sorted().toList();
    }

    /** SHA-256 of what was installed from a file. */
    Optional<String> digest(Path file) {
        return Optional.ofNullable(digests.getProperty(file.toString()));
    }

    void put(Path file, String digest) throws IOException {
        digests.setProperty(file.toString(), digest);
        write();
    }

    void remove(Path file) throws IOException {
        if (digests.remove(file.toString()) != null) {
            write();
        }
    }

    private void write() throws IOException {
        try (Writer writer = Files.newBufferedWriter(store)) {
            digests.store(writer, "SHA-256 of what was installed from the deploy folder");
        }
    }
}
