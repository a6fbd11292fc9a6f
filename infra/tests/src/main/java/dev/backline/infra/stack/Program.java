package dev.backline.infra.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another project that runs until it is closed; what it prints is in a file. */
public final class Program implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Where one of these names is on the path; empty when none is. */
    public static Optional<Path> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * The first of these names that is on the path.
     *
     * @throws IOException when none is
     */
    static String tool(String debianPackage, String... names) throws IOException {
        return find(names)
                .orElseThrow(() -> new IOException(
                        names[0] + " is missing. Install it (Debian: apt-get install " + debianPackage + ")"))
                .toString();
    }

    /** Runs it until it ends by itself, which has to be without an error. */
    static void run(Path log, List<String> line) throws IOException, InterruptedException {
        try (Program program = start(log, line)) {
            if (program.process.waitFor() != 0) {
                program.checkAlive();
            }
        }
    }

    /** Starts it, in the folder of its log. */
    static Program start(Path log, List<String> line) throws IOException {
        Process process = new ProcessBuilder(line)
                .directory(log.toAbsolutePath().resolveSibling(".").normalize().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Program(process, log);
    }

    /** Fails with what it printed when it has ended. */
    void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("It ended with " + process.exitValue() + " and printed: " + Files.readString(log));
        }
    }

    /** Ends it, by force when it does not in time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
