package dev.backline.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What all collectors and a Prometheus cost the running bot: the same load in one process, in windows with them and
 * without, in pairs whose order is random; CPU time per command and latency of each pair compared. Pairs, because whatever
 * else the machine does changes slowly; in random order, because what runs second is warmer.
 *
 * <p>Run by {@code ./dev-env.sh overhead}.
 */
public final class Overhead {

    private static final Duration SCRAPES_EVERY = Duration.ofSeconds(5);

    /** Student's t for 95 %, two-sided, by degrees of freedom; beyond the table, that of the normal distribution is near. */
    private static final double[] T95 = {
        12.71, 4.30, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.20, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.10,
        2.09
    };

    /**
     * What a window measured.
     *
     * @param cpuMillis CPU time of the process per answered command
     * @param p50 of the time to the answer, in milliseconds
     * @param p99 of the time to the answer, in milliseconds
     */
    private record Window(double cpuMillis, double p50, double p99) {}

    /** A window without and one with collectors. */
    private record Pair(Window off, Window on) {}

    private final Path command;
    private final Path home;
    private final String load;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random(System.nanoTime());

    private Overhead(Path command, Path home, String load) {
        this.command = command;
        this.home = home;
        this.load = load;
    }

    /**
     * Measures, and writes a table.
     *
     * @param arguments the command line of the distribution, the file of the table, pairs, seconds of a window, commands
     *     per second, guilds that play
     */
    public static void main(String... arguments) throws Exception {
        int pairs = Integer.parseInt(arguments[2]);
        String load = "--guilds 20 --rate " + arguments[4] + " --playing " + arguments[5] + " --duration "
                + arguments[3] + "s";
        Path home = Files.createTempDirectory("backline-overhead");
        Overhead overhead = new Overhead(Path.of(arguments[0]), home, load);
        String started = overhead.backline("start", "--set", "development", "--http-port", "0");
        try {
            long process = Long.parseLong(found("Ready \\(process (\\d+)\\)", started));
            List<Pair> measured = overhead.measure(ProcessHandle.of(process).orElseThrow(), pairs);
            String table = overhead.table(measured);
            Files.writeString(Path.of(arguments[1]), table);
            System.out.print(table);
        } finally {
            overhead.backline("stop");
            overhead.client.close();
            delete(home);
        }
    }

    private List<Pair> measure(ProcessHandle bot, int pairs) throws Exception {
        List<String> collectors = collectors();
        URI metrics = URI.create(found("http://[\\w.:\\[\\]]+", exec("http:status")) + "/metrics");
        // The first windows warm the machine up and are thrown away.
        window(bot, collectors, metrics, true);
        window(bot, collectors, metrics, false);
        List<Pair> measured = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            boolean onFirst = random.nextBoolean();
            Window first = window(bot, collectors, metrics, onFirst);
            Window second = window(bot, collectors, metrics, !onFirst);
            measured.add(onFirst ? new Pair(second, first) : new Pair(first, second));
            System.err.printf(Locale.ROOT, "pair %d of %d: %s%n", i + 1, pairs, measured.getLast());
        }
        return measured;
    }

    private Window window(ProcessHandle bot, List<String> collectors, URI metrics, boolean on) throws Exception {
        for (String collector : collectors) {
            exec("feature:" + (on ? "on " : "off ") + collector);
        }
        try (ScheduledExecutorService prometheus = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> scrapes = on
                    ? prometheus.scheduleAtFixedRate(
                            () -> scrape(metrics), 0, SCRAPES_EVERY.toMillis(), TimeUnit.MILLISECONDS)
                    : null;
            Duration before = cpu(bot);
            String report = exec("sandbox:load start " + load + " --wait --json");
            Duration after = cpu(bot);
            if (scrapes != null) {
                scrapes.cancel(false);
            }
            double answered = Double.parseDouble(found("\"answered\":(\\d+)", report));
            String latency = found("\"answerMillis\":(\\{[^}]*})", report);
            return new Window(
                    after.minus(before).toNanos() / 1e6 / answered,
                    Double.parseDouble(found("\"p50\":([0-9.]+)", latency)),
                    Double.parseDouble(found("\"p99\":([0-9.]+)", latency)));
        }
    }

    private static Duration cpu(ProcessHandle bot) {
        return bot.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("The bot is gone"));
    }

    private void scrape(URI metrics) {
        try {
            client.send(
                    HttpRequest.newBuilder(metrics)
                            .header("Accept-Encoding", "gzip")
                            .build(),
                    BodyHandlers.discarding());
        } catch (IOException e) {
            System.err.println("A scrape failed: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> collectors() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        Matcher name = Pattern.compile("\"name\":\"(metrics-[a-z]+)\"").matcher(exec("feature:list --json"));
        while (name.find()) {
            names.add(name.group(1));
        }
        if (names.isEmpty()) {
            throw new IllegalStateException("There are no collectors to measure");
        }
        return names;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String found(String pattern, String in) {
        Matcher matcher = Pattern.compile(pattern).matcher(in);
        if (!matcher.find()) {
            throw new IllegalStateException("There is no " + pattern + " in: " + in);
        }
        return matcher.group(matcher.groupCount());
    }

    private String exec(String line) throws IOException, InterruptedException {
        return backline("exec", line);
    }

    private String backline(String verb, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command.toString(), verb, "--home", home.toString()));
        line.addAll(List.of(arguments));
        Path output = home.resolve("output");
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int code = process.waitFor();
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        if (code != 0) {
            throw new IllegalStateException(line + " failed: " + printed);
        }
        return printed;
    }

    private String table(List<Pair> pairs) {
        StringBuilder table = new StringBuilder("""
                # What metrics cost the running bot

                By `./dev-env.sh overhead`: %d pairs of windows (`sandbox:load %s`) in one process, one with all collectors and a
                scrape every %d s, one without collectors, in random order. The sandbox runs in the same process, and is part of
                the CPU time. Ratios are with collectors to without: mean over the pairs, and its 95 %% confidence interval.

                | | without | with | ratio |
                | --- | --- | --- | --- |
                """.formatted(pairs.size(), load, SCRAPES_EVERY.toSeconds()));
        row(table, "CPU time per command, ms", pairs, Window::cpuMillis);
        row(table, "answer, p50, ms", pairs, Window::p50);
        row(table, "answer, p99, ms", pairs, Window::p99);
        return table.toString();
    }

    private static void row(StringBuilder table, String what, List<Pair> pairs, ToDoubleFunction<Window> measure) {
        double[] logs = pairs.stream()
                .mapToDouble(pair -> Math.log(measure.applyAsDouble(pair.on()) / measure.applyAsDouble(pair.off())))
                .toArray();
        double mean = mean(logs);
        double squares = 0;
        for (double log : logs) {
            squares += (log - mean) * (log - mean);
        }
        double error = logs.length < 2
                ? Double.NaN
                : Math.sqrt(squares / (logs.length - 1) / logs.length) * T95[Math.min(logs.length - 2, T95.length - 1)];
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.3f (%.3f to %.3f) |%n",
                what,
                mean(pairs.stream()
                        .mapToDouble(pair -> measure.applyAsDouble(pair.off()))
                        .toArray()),
                mean(pairs.stream()
                        .mapToDouble(pair -> measure.applyAsDouble(pair.on()))
                        .toArray()),
                Math.exp(mean),
                Math.exp(mean - error),
                Math.exp(mean + error)));
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
