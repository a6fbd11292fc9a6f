package dev.backline.profiler.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disks that recordings are written to: that of the runs, and that of Flight Recorder's own files, often the same. When
 * the latter is full, the JDK ends the process, so that nothing may be recorded up to the last byte. Safe for use by any
 * thread.
 */
public final class Disks {

    private static final Logger log = LoggerFactory.getLogger(Disks.class);

    /** In which room is configured. */
    public static final long MEGABYTE = 1 << 20;

    /** Stays free whatever is configured: Flight Recorder writes some 12 MB before it can be asked how much it wrote. */
    private static final long FLOOR = 32 * MEGABYTE;

    /** Says how much is free. */
    @FunctionalInterface
    public interface Free {

        long bytes(Path existing) throws IOException;
    }

    private final Path runs;
    private final long leastFree;
    private final Free free;

    /**
     * Those of this process.
     *
     * @param runs folder of the runs; need not exist
     * @param leastFree bytes that have to stay free; less than 32 MB counts as 32 MB
     */
    public Disks(Path runs, long leastFree) {
        this(runs, leastFree, existing -> Files.getFileStore(existing).getUsableSpace());
    }

    /** With whoever else knows what is free. */
    public Disks(Path runs, long leastFree, Free free) {
        this.runs = runs.toAbsolutePath();
        this.leastFree = Math.max(FLOOR, leastFree);
        this.free = free;
    }

    /**
     * Why a run cannot be written; empty when it can.
     *
     * @param needed bytes that it will take, as far as known
     */
    public Optional<String> obstacleOfRun(long needed) {
        return obstacle(runs, needed);
    }

    /**
     * Why nothing can be recorded; empty when it can.
     *
     * @param needed bytes that the recording may take
     */
    public Optional<String> obstacleOfRecording(long needed) {
        return obstacle(runs, needed).or(() -> obstacle(repository(), needed));
    }

    private Optional<String> obstacle(Path folder, long needed) {
        long bytes = free(folder);
        return bytes >= leastFree + needed
                ? Optional.empty()
                : Optional.of(String.format(
                        "The disk of %s has %d MB free, and %d MB are needed; free some space, for example by"
                                + " profiler:clean",
                        folder, bytes / MEGABYTE, (leastFree + needed + MEGABYTE - 1) / MEGABYTE));
    }

    /** Whether one has so little space left that a recording of some seconds has to end. */
    public boolean areAlmostFull() {
        long least = Math.max(FLOOR, leastFree / 2);
        return free(runs) < least || free(repository()) < least;
    }

    /** Whether that of the runs has so little space left that what was written may be cut off. */
    boolean isFull() {
        return free(runs) < MEGABYTE;
    }

    /** As the JDK says since its first recording; before, where it looks if it was not told otherwise. */
    private static Path repository() {
        String used = System.getProperty("jdk.jfr.repository");
        return Path.of(used == null ? System.getProperty("java.io.tmpdir", "") : used)
                .toAbsolutePath();
    }

    private long free(Path folder) {
        Path existing = folder;
        while (Files.notExists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return free.bytes(existing);
        } catch (IOException e) {
            log.debug("Nobody knows how full the disk of {} is", folder, e);
            return Long.MAX_VALUE;
        }
    }
}
