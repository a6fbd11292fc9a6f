package dev.backline.infra;

import dev.backline.infra.stack.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of another project that tests need. Where it is missing they are skipped, unless the environment variable
 * {@code BACKLINE_TOOLS} is {@code required}, as it is in CI.
 */
public enum Tool {
    PROMETHEUS("prometheus", "prometheus"),
    PROMTOOL("prometheus", "promtool"),
    ALERTMANAGER("prometheus-alertmanager", "prometheus-alertmanager", "alertmanager"),
    AMTOOL("prometheus-alertmanager", "amtool"),
    COMPOSE("docker-compose", "docker-compose"),
    NPM("npm", "npm"),
    SYSTEMD_ANALYZE("systemd", "systemd-analyze");

    private static final long PATIENCE_SECONDS = 300;

    /**
     * How a program ended.
     *
     * @param code its exit code
     * @param output what it printed, errors included
     */
    record Outcome(int code, String output) {}

    private final String debianPackage;
    private final String command;
    private final String elsewhere;

    Tool(String debianPackage, String command) {
        this(debianPackage, command, command);
    }

    /** With the name that it has where it is not Debian's. */
    Tool(String debianPackage, String command, String elsewhere) {
        this.debianPackage = debianPackage;
        this.command = command;
        this.elsewhere = elsewhere;
    }

    /** The program; skips the test, or fails it, when there is none. */
    public Path path() {
        Optional<Path> found = Program.find(command, elsewhere);
        String missing = command + " is missing (Debian: apt-get install " + debianPackage + ")";
        if (found.isEmpty() && "required".equals(System.getenv("BACKLINE_TOOLS"))) {
            throw new AssertionError(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }

    /** Runs it until it ends. */
    Outcome run(Path folder, String... arguments) {
        List<String> line = new ArrayList<>(List.of(path().toString()));
        line.addAll(List.of(arguments));
        try {
            Path output = Files.createTempFile("backline", ".out");
            try {
                Process process = new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(line + " did not end");
                }
                return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
