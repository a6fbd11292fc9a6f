package dev.backline.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built distribution with its development set, in a home of its own, driven from outside. When closed, it is stopped and
 * its home is gone. Safe for use by any thread.
 */
public final class Bot implements AutoCloseable {

    private static final Pattern PROCESS = Pattern.compile("Ready \\(process (\\d+)\\)");

    private final Path command;
    private final String options;
    private final Path home;
    private final ProcessHandle process;

    private Bot(Path command, String options, Path home) throws IOException, InterruptedException {
        this.command = command;
        this.options = options;
        this.home = home;
        String started = backline("start", "--set", "development", "--http-port", "0");
        process = ProcessHandle.of(Long.parseLong(found(PROCESS, started))).orElseThrow();
    }

    /**
     * Starts it, and returns when it is ready.
     *
     * @param command {@code bin/backline} of a distribution
     * @param options of the JVM, after those of the distribution; may be empty
     */
    public static Bot start(Path command, String options) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("backline-bot");
        try {
            return new Bot(command, options, home);
        } catch (IOException | RuntimeException e) {
            end(home);
            delete(home);
            throw e;
        }
    }

    /** Ends what runs there, by force: the command leaves a bot running that was not ready in time. */
    private static void end(Path home) throws IOException {
        Path lock = home.resolve("data/backline.lock");
        String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
        if (pid.matches("\\d+")) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        }
    }

    /** Where it keeps what is its own. */
    public Path home() {
        return home;
    }

    /** CPU time that it has used. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("The bot is gone"));
    }

    /**
     * Runs a line in its shell.
     *
     * @return what it printed
     * @throws IllegalStateException when it failed; the message has what it printed
     */
    public String exec(String line) throws IOException, InterruptedException {
        return backline("exec", line);
    }

    private String backline(String verb, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command.toString(), verb, "--home", home.toString()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "output", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("BACKLINE_OPTS", options);
            int code = builder.start().waitFor();
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (code != 0) {
                throw new IllegalStateException(line + " failed: " + printed);
            }
            return printed;
        } finally {
            Files.delete(output);
        }
    }

    /**
     * The last group of a pattern, where it is found first.
     *
     * @throws IllegalStateException when it is not there; the message has the text
     */
    public static String found(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        if (!matcher.find()) {
            throw new IllegalStateException("There is no " + pattern + " in: " + in);
        }
        return matcher.group(matcher.groupCount());
    }

    @Override
    public void close() {
        try {
            backline("stop");
            delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
