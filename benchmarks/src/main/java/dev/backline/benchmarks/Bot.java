package dev.backline.benchmarks;

import jakarta.json.Json;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The built distribution with its development set, in a home of its own, driven from outside. When closed, it is stopped and
 * its home is gone. Safe for use by any thread.
 */
public final class Bot implements AutoCloseable {

    /**
     * CPU time of the process, in parts. Its compilers are in neither: they work after each switch, and less and less.
     *
     * @param work of all threads but those
     * @param collector of the workers of the garbage collector: it runs once in a minute, and then for long
     */
    record Cpu(Duration work, Duration collector) {

        Cpu minus(Cpu before) {
            return new Cpu(work.minus(before.work), collector.minus(before.collector));
        }
    }

    /** In which Linux counts the CPU time of threads, on all machines of today. */
    private static final long MILLIS_PER_TICK = 10;

    /** The longest command profiles for less than a minute. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

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
            running(home).ifPresent(Bot::kill);
            delete(home);
            throw e;
        }
    }

    /** What runs there: the command leaves a bot running that was not ready in time. */
    private static Optional<ProcessHandle> running(Path home) throws IOException {
        Path lock = home.resolve("data/backline.lock");
        String pid = Files.exists(lock) ? Files.readString(lock).strip() : "";
        return pid.matches("\\d+") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Where it keeps what is its own. */
    public Path home() {
        return home;
    }

    /**
     * CPU time that it has used.
     *
     * @throws IllegalStateException when it is gone
     */
    Cpu cpu() throws IOException {
        Duration all =
                process.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("The bot is gone"));
        long compilers = 0;
        long collector = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = stat(thread);
                if (stat.contains(" Compiler")) {
                    compilers += ticks(stat);
                } else if (stat.contains("(Shenandoah GC ")) {
                    collector += ticks(stat);
                }
            }
        }
        Duration collected = Duration.ofMillis(collector * MILLIS_PER_TICK);
        return new Cpu(all.minus(Duration.ofMillis(compilers * MILLIS_PER_TICK)).minus(collected), collected);
    }

    /** Empty when the thread has ended. */
    private static String stat(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException ended) {
            return "";
        }
    }

    /** As proc(5) describes it: the name in parentheses, and from the field behind it the 12th and 13th. */
    private static long ticks(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
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

    /**
     * Runs a line in its shell that prints JSON, an object or an array of objects a line.
     *
     * @return at least one
     * @throws IllegalStateException when it failed, or printed none; the message has what it printed
     */
    public List<JsonValue> json(String line) throws IOException, InterruptedException {
        String printed = exec(line);
        List<JsonValue> values = printed.lines()
                .filter(each -> each.startsWith("{") || each.startsWith("[{"))
                .map(Bot::parse)
                .toList();
        if (values.isEmpty()) {
            throw new IllegalStateException(line + " printed no JSON: " + printed);
        }
        return values;
    }

    private static JsonValue parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.readValue();
        }
    }

    /** Runs a line in its shell while its caller goes on; what {@link #exec} would throw is the cause of its failure. */
    public CompletableFuture<String> execBeside(String line) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return exec(line);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CompletionException(e);
            }
        });
    }

    private String backline(String verb, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command.toString(), verb, "--home", home.toString()));
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile(home, "output", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("BACKLINE_OPTS", options);
            Process process = builder.start();
            boolean ended = process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            String printed = Files.readString(output, StandardCharsets.UTF_8);
            if (!ended) {
                process.destroyForcibly();
                throw new IllegalStateException(line + " did not end; it printed: " + printed);
            }
            if (process.exitValue() != 0) {
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
    static String found(Pattern pattern, String in) {
        Matcher matcher = pattern.matcher(in);
        if (!matcher.find()) {
            throw new IllegalStateException("There is no " + pattern + " in: " + in);
        }
        return matcher.group(matcher.groupCount());
    }

    @Override
    public void close() {
        try {
            try {
                backline("stop");
            } finally {
                kill(process);
                delete(home);
            }
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
