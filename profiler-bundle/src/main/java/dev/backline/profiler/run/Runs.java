package dev.backline.profiler.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder with what all uses of the profiler left. A run is written under another name and appears when it is whole.
 * When all take more than they may, the oldest go; never the newest. Safe for use by any thread.
 */
public final class Runs {

    private static final Logger log = LoggerFactory.getLogger(Runs.class);

    /** Beginning of the names of folders that are being written. */
    private static final String UNFINISHED = ".unfinished-";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneId.systemDefault());

    private final Path folder;
    private final String version;
    private final long limit;
    private final Disks disks;

    /**
     * Removes what a process that crashed left unfinished.
     *
     * @param folder made when it is needed
     * @param version of what is profiled, for the names
     * @param limit bytes that all runs may take
     * @param disks that of the folder among them
     */
    public Runs(Path folder, String version, long limit, Disks disks) throws IOException {
        this.folder = folder;
        this.version = version;
        this.limit = limit;
        this.disks = disks;
        if (Files.isDirectory(folder)) {
            // What is younger than this process may be being written, by those who had this folder before.
            long began = ManagementFactory.getRuntimeMXBean().getStartTime();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path left : files.filter(Runs::isUnfinished).toList()) {
                    if (left.toFile().lastModified() < began) {
                        Folders.delete(left);
                    }
                }
            }
        }
    }

    private static boolean isUnfinished(Path path) {
        return String.valueOf(path.getFileName()).startsWith(UNFINISHED);
    }

    public Path folder() {
        return folder;
    }

    /** Bytes that all runs may take. */
    public long limit() {
        return limit;
    }

    /** What they are written to. */
    public Disks disks() {
        return disks;
    }

    /**
     * Begins a run.
     *
     * @param needed bytes that it will take, as far as known
     * @throws IOException when the disk has no room for it; the message says how much there is
     */
    Draft begin(String kind, Instant started, long needed) throws IOException {
        Files.createDirectories(folder);
        Optional<String> full = disks.obstacleOfRun(needed);
        if (full.isPresent()) {
            throw new IOException(full.get());
        }
        String base = TIME.format(started) + "-" + kind + "-" + version;
        String name = base;
        for (int i = 2; Files.exists(folder.resolve(name)) || Files.exists(folder.resolve(UNFINISHED + name)); i++) {
            name = base + "-" + i;
        }
        // Recordings hold system properties, and heap dumps everything: they are the owner's alone.
        Path unfinished = Files.createDirectory(
                folder.resolve(UNFINISHED + name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Draft(name, kind, started, unfinished);
    }

    /**
     * Writes a run.
     *
     * @param needed bytes that it will take, as far as known
     * @throws IOException when it cannot be written, because the disk is full for example: nothing is left of it then
     */
    public Kept write(String kind, Instant started, long needed, Writing writing) throws IOException {
        try (Draft draft = begin(kind, started, needed)) {
            try {
                return writing.into(draft);
            } catch (IOException e) {
                // To be asked before the draft goes, and with it what fills the disk.
                throw disks.isFull() ? new IOException("The disk of " + folder + " is full; nothing was kept", e) : e;
            }
        }
    }

    /** Writes the files of a run, and keeps it. */
    @FunctionalInterface
    public interface Writing {

        Kept into(Draft draft) throws IOException;
    }

    /** Whether what was written may be cut off since the disk is full. */
    public boolean isDiskFull() {
        return disks.isFull();
    }

    /** All of them, the newest first. */
    public List<Run> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path each : folders.filter(Files::isDirectory).toList()) {
                if (!isUnfinished(each)) {
                    try {
                        runs.add(Run.read(each));
                    } catch (IOException e) {
                        log.debug("{} is left alone", each, e);
                    }
                }
            }
        }
        // By the moment, not by the name: names have the local time, which goes back once a year.
        runs.sort(Comparator.comparing(Run::started).thenComparing(Run::name).reversed());
        return runs;
    }

    /**
     * The run of that name, or the only one whose name begins so; the newest for an empty name.
     *
     * @throws IllegalArgumentException when there is none, or more than one
     */
    public Run find(String name) throws IOException {
        List<Run> all = list();
        List<Run> found = name.isEmpty()
                ? all.stream().limit(1).toList()
                : all.stream().filter(run -> run.name().startsWith(name)).toList();
        Optional<Run> exact =
                found.stream().filter(run -> run.name().equals(name)).findFirst();
        if (exact.isPresent()) {
            return exact.get();
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(
                    name.isEmpty()
                            ? "There is nothing yet"
                            : "There is no run “" + name + "”; profiler:list names them");
        }
        if (found.size() > 1) {
            throw new IllegalArgumentException(
                    "“" + name + "” fits " + found.size() + " runs; profiler:list names them");
        }
        return found.getFirst();
    }

    /** Removes one. */
    public void remove(Run run) throws IOException {
        Folders.delete(run.folder());
    }

    /** Removes the oldest while all take more than that many bytes, but never the newest; returns what went. */
    public synchronized List<Run> shrinkTo(long bytes) throws IOException {
        List<Run> gone = new ArrayList<>();
        List<Run> all = list();
        long sum = 0;
        for (int i = 0; i < all.size(); i++) {
            sum += all.get(i).size();
            if (i > 0 && sum > bytes) {
                remove(all.get(i));
                gone.add(all.get(i));
            }
        }
        return gone;
    }

    /** A run that is being written. Gone when closed before it was kept. For one thread. */
    public final class Draft implements AutoCloseable {

        private final String name;
        private final String kind;
        private final Instant started;
        private final Path unfinished;

        private Draft(String name, String kind, Instant started, Path unfinished) {
            this.name = name;
            this.kind = kind;
            this.started = started;
            this.unfinished = unfinished;
        }

        /** What it will be called. */
        public String name() {
            return name;
        }

        /** Where a file of it is written. */
        public Path file(String file) {
            return unfinished.resolve(file);
        }

        /** As {@link #keep(Duration, String, Scope)}, of what has no scope. */
        public Kept keep(Duration lasted, String headline) throws IOException {
            return keep(lasted, headline, Scope.UNKNOWN);
        }

        /** Makes it appear under its name, and older ones go when all are too large. */
        public Kept keep(Duration lasted, String headline, Scope scope) throws IOException {
            Run run = new Run(name, kind, started, lasted, headline, scope, folder.resolve(name));
            run.write(unfinished);
            Files.move(unfinished, run.folder(), StandardCopyOption.ATOMIC_MOVE);
            List<Run> gone = shrinkTo(limit);
            if (!gone.isEmpty()) {
                log.info(
                        "Profiles may take {} MB: the oldest went, {}",
                        limit / Disks.MEGABYTE,
                        gone.stream().map(Run::name).toList());
            }
            return new Kept(run, gone);
        }

        @Override
        public void close() {
            try {
                Folders.delete(unfinished);
            } catch (IOException e) {
                log.warn("{} is left, and can be removed", unfinished, e);
            }
        }
    }

    /**
     * A run that is whole now.
     *
     * @param run the run
     * @param gone older ones that had to go for it
     */
    public record Kept(Run run, List<Run> gone) {}
}
