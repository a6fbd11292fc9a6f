package dev.backline.benchmarks;

import dev.backline.benchmarks.Window.Sample;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * What all collectors and a Prometheus cost the running bot: the same load in one process, in windows with them and
 * without, in pairs whose order is random; CPU time per command and latency of each pair compared, both as shares of what a
 * second bot had at the same time, in which nothing is switched ({@link Twins}).
 *
 * <p>Run by {@code ./dev-env.sh overhead}.
 */
public final class Overhead {

    private static final Duration SCRAPES_EVERY = Duration.ofSeconds(5);

    /** While the machine warms up: an answer is kept for a second, so this is as often as there is a new one. */
    private static final Duration WARMING_SCRAPES_EVERY = Duration.ofMillis(1_100);

    /** Windows that are thrown away: in the first minutes much is compiled, and what is seldom run, like a scrape, late. */
    private static final int WARM_UP = 12;

    /** A window without and one with collectors. */
    private record Pair(Window off, Window on) {}

    private static final Pattern PORT = Pattern.compile("open at 127\\.0\\.0\\.1 port (\\d+)");

    private final Twins twins;
    private final Bot bot;
    private final String load;
    private final Duration lasts;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Random random = new Random();

    private Overhead(Twins twins, String load, Duration lasts) {
        this.twins = twins;
        bot = twins.measured();
        this.load = load;
        this.lasts = lasts;
    }

    /**
     * Measures, and writes a table.
     *
     * @param arguments as {@link Plan} has them
     */
    public static void main(String... arguments) throws Exception {
        Plan plan = Plan.of(arguments);
        try (Twins twins = Twins.start(plan.command())) {
            Overhead overhead = new Overhead(twins, plan.load(), plan.lasts());
            String table = overhead.table(overhead.measure(plan.times()));
            Files.writeString(plan.table(), table);
            System.out.print(table);
            overhead.client.close();
        }
    }

    private List<Pair> measure(int pairs) throws Exception {
        List<String> collectors = collectors();
        for (String collector : collectors) {
            twins.control().exec("feature:off " + collector);
        }
        URI metrics = URI.create("http://127.0.0.1:" + Bot.found(PORT, bot.exec("http:status")) + "/metrics");
        for (int i = 0; i < WARM_UP; i++) {
            window(collectors, metrics, i % 2 == 0, WARMING_SCRAPES_EVERY);
        }
        List<Pair> measured = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            boolean onFirst = random.nextBoolean();
            Window first = window(collectors, metrics, onFirst, SCRAPES_EVERY);
            Window second = window(collectors, metrics, !onFirst, SCRAPES_EVERY);
            measured.add(onFirst ? new Pair(second, first) : new Pair(first, second));
            System.err.printf(Locale.ROOT, "pair %d of %d: %s%n", i + 1, pairs, measured.getLast());
        }
        return measured;
    }

    private Window window(List<String> collectors, URI metrics, boolean on, Duration scrapesEvery) throws Exception {
        for (String collector : collectors) {
            bot.exec("feature:" + (on ? "on " : "off ") + collector);
        }
        if (!on) {
            return twins.window(load, lasts);
        }
        try (ScheduledExecutorService prometheus = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> scrapes = prometheus.scheduleAtFixedRate(
                    () -> scrape(metrics), 0, scrapesEvery.toMillis(), TimeUnit.MILLISECONDS);
            Window window = twins.window(load, lasts);
            if (scrapes.isDone()) {
                throw new IllegalStateException("There is no window with scrapes", scrapes.exceptionNow());
            }
            scrapes.cancel(false);
            return window;
        }
    }

    private void scrape(URI metrics) {
        HttpRequest request = HttpRequest.newBuilder(metrics)
                .header("Accept-Encoding", "gzip")
                .build();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("A scrape was answered with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> collectors() throws IOException, InterruptedException {
        JsonArray features = bot.json("feature:list --json").getFirst().asJsonArray();
        List<String> names = features.getValuesAs(JsonObject.class).stream()
                .map(feature -> feature.getString("name"))
                .filter(name -> name.startsWith("metrics-"))
                .toList();
        if (names.isEmpty()) {
            throw new IllegalStateException("There are no collectors to measure");
        }
        return names;
    }

    private String table(List<Pair> pairs) {
        StringBuilder table =
                new StringBuilder("""
            # What metrics cost the running bot

            By `./dev-env.sh overhead`: %d pairs of windows of %d s (`sandbox:load start %s`) in one process, one with all
            collectors and a scrape every %d s, one without collectors, in random order. The sandbox runs in the same process,
            and is part of the CPU time; the JVM's compilers, which work after each switch, are not. The garbage collector has a
            line of its own: it runs about once a minute, in some windows and not in others. Ratios are with collectors to
            without, each divided by what a second bot under the same load had at the same time: mean over the pairs, and its
            95 %% confidence interval.

            | | without | with | ratio |
            | --- | --- | --- | --- |
            """.formatted(pairs.size(), lasts.toSeconds(), load, SCRAPES_EVERY.toSeconds()));
        List<Window> off = pairs.stream().map(Pair::off).toList();
        List<Window> on = pairs.stream().map(Pair::on).toList();
        row(table, "CPU time per command, ms", off, on, Sample::cpuMillis, Window.ratio(on, off, Sample::cpuMillis));
        row(table, "garbage collection per command, ms", off, on, Sample::collectorMillis, "");
        row(table, "answer, p50, ms", off, on, Sample::p50, Window.ratio(on, off, Sample::p50));
        row(table, "answer, p99, ms", off, on, Sample::p99, Window.ratio(on, off, Sample::p99));
        return table.toString();
    }

    private static void row(
            StringBuilder table,
            String what,
            List<Window> off,
            List<Window> on,
            ToDoubleFunction<Sample> measure,
            Object ratio) {
        table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %s |%n",
                what,
                Window.mean(off, measure),
                Window.mean(on, measure),
                ratio));
    }
}
