package dev.backline.infra.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of another project that runs until it is closed; what it prints is in a file. */
public final class Program implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param output what it printed, errors included
     */
    public record Outcome(int code, String output) {}

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

    /**
     * Runs one until it ends by itself.
     *
     * @param folder that it runs in
     * @param environment besides that of this process
     * @param patience how long it may take
     * @throws IOException when it cannot be started, or takes longer; it is ended then
     */
    public static Outcome outcome(Path folder, Map<String, String> environment, Duration patience, List<String> line)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("backline", ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(line)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(line + " did not end; it printed: " + Files.readString(output));
            }
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            Files.delete(output);
        }
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
