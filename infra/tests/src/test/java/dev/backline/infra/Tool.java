package dev.backline.infra;

import dev.backline.infra.stack.Program;
import dev.backline.infra.stack.Program.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final Duration PATIENCE = Duration.ofMinutes(5);

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
            return Program.outcome(folder, Map.of(), PATIENCE, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
