package dev.backline.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often in a row a bundle's start with the bot failed. Written before the start, so that one that takes the process
 * down with it is counted, too. Safe for use by any thread.
 */
final class Attempts {

    /** After as many failed starts in a row, a bundle is left off. */
    static final int MOST = 3;

    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final Path file;
    private final Map<String, Integer> counts = new TreeMap<>();

    Attempts(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
                properties
                        .stringPropertyNames()
                        .forEach(name -> counts.put(name, Integer.parseInt(properties.getProperty(name))));
            } catch (IOException | IllegalArgumentException e) {
                log.warn("{} cannot be read; failed starts are counted anew", file, e);
            }
        }
    }

    /** The start of a bundle begins; returns the how-manieth it is since the last that succeeded. */
    synchronized int begin(String symbolicName) {
        int count = counts.merge(symbolicName, 1, Integer::sum);
        write();
        return count;
    }

    synchronized void succeeded(String symbolicName) {
        if (counts.remove(symbolicName) != null) {
            write();
        }
    }

    /**
     * A start that was taken for a success was none.
     *
     * @param count the how-manieth it was, as {@link #begin} gave it
     */
    synchronized void failed(String symbolicName, int count) {
        counts.put(symbolicName, count);
        write();
    }

    /** Whether a bundle is to be left off. */
    synchronized boolean exhausted(String symbolicName) {
        return counts.getOrDefault(symbolicName, 0) >= MOST;
    }

    /** How many starts in a row did not succeed. */
    synchronized int count(String symbolicName) {
        return counts.getOrDefault(symbolicName, 0);
    }

    private void write() {
        Properties properties = new Properties();
        counts.forEach((name, count) -> properties.setProperty(name, count.toString()));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (var writer = Files.newBufferedWriter(file)) {
                properties.store(writer, "Starts in a row that did not succeed");
            }
        } catch (IOException e) {
            log.warn("{} cannot be written; failed starts are not counted", file, e);
        }
    }
}
