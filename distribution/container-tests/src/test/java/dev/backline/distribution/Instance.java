package dev.backline.distribution;

import dev.backline.launcher.ControlClient;
import dev.backline.launcher.Home;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An instance of the built distribution in a home of its own, used by its command line. Stopped when closed. */
final class Instance implements AutoCloseable {

    private static final Path DISTRIBUTION = Path.of(System.getProperty("backline.distribution"));
    private static final long PATIENCE_SECONDS = 120;

    /**
     * How a command ended.
     *
     * @param code its exit code
     * @param output what it printed, errors included
     */
    record Outcome(int code, String output) {}

    private final Path home;
    private final Map<String, String> environment;

    Instance(Path home) {
        this(home, Map.of());
    }

    /** With more in its environment than this process has. */
    Instance(Path home, Map<String, String> environment) {
        this.home = home;
        this.environment = environment;
    }

    Path home() {
        return home;
    }

    /** Starts a set in the background, on any port. */
    Outcome start(String set, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("--set", set, "--http-port", "0"));
        arguments.addAll(List.of(options));
        return backline("start", arguments.toArray(String[]::new));
    }

    /** Runs a shell command in the instance. */
    Outcome exec(String command) throws IOException, InterruptedException {
        return backline("exec", command);
    }

    /** Runs the command line with this home. */
    Outcome backline(String command, String... arguments) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(command, "--home", home.toString()));
        words.addAll(List.of(arguments));
        return run(words, environment);
    }

    /** Runs the command line with this home, as operators do: the environment names it. */
    Outcome backlineWithoutOption(String... words) throws IOException, InterruptedException {
        return run(List.of(words), Map.of("BACKLINE_HOME", home.toString()));
    }

    /** Runs a set in the foreground, on any port, without a terminal: what it prints goes to a file. */
    Process runInForeground(String set, Path output) throws IOException {
        return launch(List.of("run", "--home", home.toString(), "--set", set, "--http-port", "0"), environment, output);
    }

    private static Outcome run(List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile("backline", ".out");
        Process process = launch(words, environment, output);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(words + " did not end; it printed: " + Files.readString(output));
        }
        return new Outcome(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }

    private static Process launch(List<String> words, Map<String, String> environment, Path output) throws IOException {
        List<String> line = new ArrayList<>();
        line.add(DISTRIBUTION.resolve("bin/backline").toString());
        line.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /**
     * Runs a shell command without the start of a program for it, and returns what it printed.
     *
     * @throws IOException when it failed; the message says why
     */
    String quickly(String command) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream printed = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int code = ControlClient.execute(new Home(DISTRIBUTION, home).socket(), command, printed, printed);
        if (code != 0) {
            throw new IOException(command + ": " + bytes.toString(StandardCharsets.UTF_8));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** What a command prints with {@code --json}. */
    JsonObject json(String command) throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(quickly(command)))) {
            return reader.readObject();
        }
    }

    /** As {@link #json}, for a list. */
    JsonArray jsonArray(String command) throws IOException {
        try (JsonReader reader = Json.createReader(new StringReader(quickly(command)))) {
            return reader.readArray();
        }
    }

    long processId() throws IOException {
        return Long.parseLong(Files.readString(new Home(DISTRIBUTION, home).lock())
                .lines()
                .findFirst()
                .orElseThrow()
                .strip());
    }

    /** The log of the instance. */
    String log() throws IOException {
        return Files.readString(home.resolve("logs/backline.log"));
    }

    /** What its process printed, in all its starts. */
    String console() throws IOException {
        return Files.readString(home.resolve("logs/console.log"));
    }

    @Override
    public void close() throws IOException {
        try {
            backline("stop");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
