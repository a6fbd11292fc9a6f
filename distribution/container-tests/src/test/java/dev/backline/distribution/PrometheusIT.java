package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics of the running distribution, as Prometheus and the documentation see them. */
class PrometheusIT {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");
    private static final Path PAGE = Path.of(System.getProperty("backline.docs"), "monitoring/metrics.md");

    /** Programs that are missing fail the test; else it is skipped. */
    private static final boolean REQUIRED = "required".equals(System.getenv("BACKLINE_TOOLS"));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;

    PrometheusIT(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A Prometheus that scrapes one instance, every second. */
    private static final class Prometheus implements AutoCloseable {

        private final HttpClient client = HttpClient.newHttpClient();
        private final Process process;
        private final int port;

        Prometheus(Path folder, String target) throws Exception {
            port = freePort();
            Path configuration = Files.writeString(folder.resolve("prometheus.yml"), """
                    global: { scrape_interval: 1s }
                    scrape_configs:
                      - job_name: backline
                        static_configs: [ targets: [ "%s" ] ]
                    """.formatted(target));
            process = new ProcessBuilder(
                            PROMETHEUS.toString(),
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("tsdb"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.log").toFile())
                    .start();
        }

        /** Prometheus' answer to a query at this moment, as JSON. */
        String query(String expression) throws Exception {
            URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                    + URLEncoder.encode(expression, StandardCharsets.UTF_8));
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        }

        boolean knows(String series) throws Exception {
            return query(series).contains("\"__name__\":\"" + series + "\"");
        }

        @Override
        public void close() {
            process.destroy();
            client.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static String address(Instance instance) throws Exception {
        // The bot is ready without HTTP, which may still be opening.
        String status = await().atMost(PATIENCE)
                .until(() -> instance.exec("http:status").output(), text -> text.contains("open at"));
        Matcher address = Pattern.compile("open at ([0-9.]+) port ([0-9]+)").matcher(status);
        assertThat(address.find()).isTrue();
        return address.group(1) + ":" + address.group(2);
    }

    /** Lets members do what has its series only once it happened. */
    private static void use(Instance instance) throws Exception {
        instance.exec("sandbox:say demo \"/play tone 440\"");
        instance.exec("sandbox:say demo \"/play nothing is called like this\"");
        instance.exec("sandbox:say demo /skip");
    }

    /** Lets a node play, and die, and another one go on. */
    private static void playOnNodes(Instance instance) throws Exception {
        int first = freePort();
        int second = freePort();
        Files.writeString(instance.home().resolve("conf/local.json"), """
                {
                  "dev.backline.sandbox.node": { "nodes": 2, "ports": [ %d, %d ] },
                  "dev.backline.lavalink.node~node-1": { "uri": "http://127.0.0.1:%d", ".password": "youshallnotpass" },
                  "dev.backline.lavalink.node~node-2": { "uri": "http://127.0.0.1:%d", ".password": "youshallnotpass" }
                }
                """.formatted(first, second, first, second));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        instance.quickly("lavalink:nodes --json").split("\"state\":\"UP\"", -1))
                .hasSize(3));
        instance.exec("sandbox:say demo \"/play query:tone:440?seconds=600\"");
        String playing = await().atMost(PATIENCE).until(() -> playing(instance), node -> !node.isEmpty());
        instance.exec("sandbox:node die " + playing);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(playing(instance)).isNotEmpty().isNotEqualTo(playing));
    }

    /** The node on which there is music; empty while there is none. */
    private static String playing(Instance instance) throws Exception {
        Matcher player = Pattern.compile("(node-\\d) +playing").matcher(instance.quickly("lavalink:players"));
        return player.find() ? player.group(1) : "";
    }

    /** What a series of each metric is called, by the catalogue of the running instance. */
    private static List<String> series(Instance instance) throws Exception {
        List<String> series = new ArrayList<>();
        Matcher metric = Pattern.compile("\"name\":\"(\\w+)\",\"kind\":\"(\\w+)\"")
                .matcher(instance.exec("metrics:catalog --json").output());
        while (metric.find()) {
            series.add(metric.group(2).equals("histogram") ? metric.group(1) + "_count" : metric.group(1));
        }
        return series;
    }

    @Test
    void aRealPrometheusAnswersAQueryForEveryMetricOfTheCatalog() throws Exception {
        assumeTrue(REQUIRED || Files.isExecutable(PROMETHEUS), "install prometheus for this test");
        try (Instance instance = new Instance(folder.resolve("home"))) {
            instance.start("development");
            use(instance);
            playOnNodes(instance);
            List<String> series = new ArrayList<>(series(instance));
            // No two of the distribution's sources look up the same; MetricsIT brings another one.
            series.remove("backline_lookup_fallbacks_total");
            assertThat(series).hasSizeGreaterThan(70);

            try (Prometheus prometheus = new Prometheus(folder, address(instance))) {
                // A node tells once a minute what it has sent.
                await().atMost(Duration.ofMinutes(4))
                        .pollInterval(Duration.ofSeconds(2))
                        .ignoreExceptionsInstanceOf(IOException.class)
                        .untilAsserted(() -> assertThat(series).allSatisfy(name -> assertThat(prometheus.knows(name))
                                .as(name)
                                .isTrue()));
                assertThat(prometheus.query("histogram_quantile(0.95, sum by (le) ("
                                + "backline_command_duration_seconds_bucket{command=\"play\"}))"))
                        .contains("\"status\":\"success\"")
                        .containsPattern("\"value\":\\[[0-9.]+,\"[0-9.]+\"]");
            }
        }
    }

    @Test
    void promtoolHasNothingToSay() throws Exception {
        assumeTrue(REQUIRED || Files.isExecutable(PROMTOOL), "install prometheus for this test");
        try (Instance instance = new Instance(folder.resolve("home"))) {
            instance.start("development");
            use(instance);
            Path scraped = Files.writeString(
                    folder.resolve("metrics.txt"),
                    instance.exec("metrics:scrape").output());
            Path said = folder.resolve("promtool.txt");

            Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics")
                    .redirectInput(scraped.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();

            assertThat(promtool.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(said)).isEmpty();
            assertThat(promtool.exitValue()).isZero();
        }
    }

    @Test
    void theDocumentationListsTheMetricsThatThereAre() throws Exception {
        try (Instance instance = new Instance(folder.resolve("home"))) {
            instance.start("development");

            assertThat(instance.exec("metrics:catalog --markdown").output())
                    .as("docs/monitoring/metrics.md is out of date: run ./dev-env.sh docs, and commit what it changes")
                    .isEqualTo(Files.readString(PAGE));
        }
    }

    @Test
    void aMalformedConfigurationIsNamedAndExportsNoMoreThanIsAllowed() throws Exception {
        Path home = folder.resolve("home");
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/local.json"), """
                {
                  "dev.backline.metrics": {
                    "dimensions": [ "command=play", "outcome", "not a label", "=" ],
                    "seriesPerMetric": "many",
                    "scrapeSeconds": -3,
                    "colour": "red"
                  }
                }
                """);
        try (Instance instance = new Instance(home)) {
            assertThat(instance.start("development").code()).isZero();
            use(instance);

            assertThat(instance.exec("bot:status").output())
                    .contains("“dev.backline.metrics”, key “seriesPerMetric”: expected a whole number")
                    .contains("“dev.backline.metrics” has no key “colour”");
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            instance.exec("metrics:scrape").output())
                    .contains("command=\"play\"", "command=\"other\"")
                    .doesNotContain("command=\"skip\"", "source=\"tone\""));
            assertThat(instance.log()).contains("“not a label” is no dimension of metrics");
        }
    }
}
