package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A bot on its embedded Discord, the real Prometheus that scrapes it, and the real Alertmanager, with the configuration of
 * {@code infra/}; all on 127.0.0.1, until it is closed.
 */
public final class Stack implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path infra;
    private final Path folder;
    private final Scale scale;
    private final Receiver receiver;
    private final Bot bot;
    private final int prometheusPort = freePort();
    private final int alertmanagerPort = freePort();
    private final Deque<Program> programs = new ConcurrentLinkedDeque<>();

    /**
     * Not started yet, but for the receiver of alerts.
     *
     * @param infra the folder of this repository that has the configuration
     * @param distribution the built distribution
     * @param folder for all that is written
     * @param scale how much faster than in production
     * @param listener is told of each alert
     */
    public Stack(Path infra, Path distribution, Path folder, Scale scale, Consumer<Receiver.Delivery> listener)
            throws IOException {
        this.infra = infra;
        this.folder = folder;
        this.scale = scale;
        receiver = new Receiver(listener);
        bot = new Bot(distribution, folder.resolve("bot"), freePort());
    }

    /**
     * At the pace of production, as the programs of this package are told to. Not started yet, but for the receiver.
     *
     * @param arguments the folder {@code infra}, the distribution, a folder to write to, and whatever else
     * @param part the folder in that one that it writes to; empty for itself
     */
    static Stack of(String[] arguments, String part, Consumer<Receiver.Delivery> listener) throws IOException {
        return new Stack(
                Path.of(arguments[0]).toAbsolutePath(),
                Path.of(arguments[1]).toAbsolutePath(),
                Path.of(arguments[2]).toAbsolutePath().resolve(part),
                Scale.NONE,
                listener);
    }

    /** Starts everything; returns when the bot was scraped. What was started before a failure ends with {@link #close}. */
    public void start() throws IOException, InterruptedException {
        bot.start();
        watch();
    }

    /** Lets the bot play on Lavalink nodes, too, whose own metrics are scraped. */
    public void addNodes() throws IOException, InterruptedException {
        List<Integer> ports = bot.playOnNodes();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < ports.size(); i++) {
            targets.append("""
                    - targets: ["127.0.0.1:%d"]
                      labels: {node: node-%d, __scheme__: http}
                    """.formatted(ports.get(i), i + 1));
        }
        Files.writeString(folder.resolve("prometheus/targets/lavalink/here.yaml"), targets);
    }

    /** Where Prometheus will have its data, or has them. */
    Path data() {
        return folder.resolve("prometheus/data");
    }

    /** Starts all but the bot, which was started alone; returns when it was scraped. */
    void watch() throws IOException, InterruptedException {
        programs.push(startAlertmanager(infra.resolve("alertmanager"), folder.resolve("alertmanager")));
        programs.push(startPrometheus(infra.resolve("prometheus"), folder.resolve("prometheus")));
        awaitScrape();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Program startAlertmanager(Path source, Path into) throws IOException {
        Files.createDirectories(into.resolve("secrets"));
        Files.writeString(into.resolve("secrets/webhook-token"), "nobody asks for it");
        Files.writeString(
                into.resolve("alertmanager.yml"),
                scale.of(Files.readString(source.resolve("alertmanager.yml")))
                        .replace("http://alert-receiver:8080", receiver.address()));
        return Program.start(
                into.resolve("alertmanager.log"),
                List.of(
                        Program.tool("prometheus-alertmanager", "prometheus-alertmanager", "alertmanager"),
                        "--config.file=alertmanager.yml",
                        "--storage.path=data",
                        "--cluster.listen-address=",
                        "--web.listen-address=127.0.0.1:" + alertmanagerPort));
    }

    private Program startPrometheus(Path source, Path into) throws IOException {
        Files.createDirectories(into.resolve("rules"));
        Files.createDirectories(into.resolve("secrets"));
        Files.createDirectories(into.resolve("targets/bots"));
        Files.createDirectories(into.resolve("targets/lavalink"));
        for (String secret : List.of("metrics-token", "lavalink-metrics-password")) {
            Files.writeString(into.resolve("secrets").resolve(secret), "nobody on this machine is asked for it");
        }
        try (Stream<Path> rules = Files.list(source.resolve("rules"))) {
            for (Path file : rules.toList()) {
                Files.writeString(into.resolve("rules").resolve(file.getFileName()), scale.of(Files.readString(file)));
            }
        }
        Files.writeString(into.resolve("targets/bots/here.yaml"), targets(bot.port()));
        Files.writeString(into.resolve("targets/alertmanager.yaml"), targets(alertmanagerPort));
        Files.writeString(
                into.resolve("prometheus.yml"),
                scale.of(Files.readString(source.resolve("prometheus.yml")))
                        .replace("localhost:9090", "127.0.0.1:" + prometheusPort));
        return Program.start(
                into.resolve("prometheus.log"),
                List.of(
                        Program.tool("prometheus", "prometheus"),
                        "--config.file=prometheus.yml",
                        "--storage.tsdb.path=data",
                        "--web.listen-address=127.0.0.1:" + prometheusPort));
    }

    private static String targets(int port) {
        return "- targets: [\"127.0.0.1:" + port + "\"]\n";
    }

    private void awaitScrape() throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!isScraped()) {
            for (Program program : programs) {
                program.checkAlive();
            }
            if (System.nanoTime() > until) {
                throw new IOException("Prometheus has not scraped the bot within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(200);
        }
    }

    private boolean isScraped() throws InterruptedException {
        try {
            JsonNode up = query("up{job=\"backline\"} == 1");
            return !up.isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * Asks Prometheus.
     *
     * @return the series that come out, as its HTTP API gives them
     * @throws IOException when it does not answer, or the query is wrong
     */
    public JsonNode query(String expression) throws IOException, InterruptedException {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .path("result");
    }

    /**
     * Asks Prometheus for the values over a time, one every 15 s.
     *
     * @return the series that come out, as its HTTP API gives them
     * @throws IOException when it does not answer, or the query is wrong
     */
    JsonNode query(String expression, Instant from, Instant to) throws IOException, InterruptedException {
        return get("/api/v1/query_range?query=%s&start=%s&end=%s&step=15s"
                        .formatted(URLEncoder.encode(expression, StandardCharsets.UTF_8), from, to))
                .path("result");
    }

    /**
     * Asks Prometheus' HTTP API.
     *
     * @param path with the query
     * @return the data of its answer
     * @throws IOException when it does not answer, or does not like the request
     */
    public JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(prometheusAddress() + path)).build();
        JsonNode answer = new ObjectMapper()
                .readTree(client.send(request, BodyHandlers.ofString()).body());
        if (!answer.path("status").asText().equals("success")) {
            throw new IOException(path + ": " + answer.path("error").asText());
        }
        return answer.path("data");
    }

    public Bot bot() {
        return bot;
    }

    public Receiver receiver() {
        return receiver;
    }

    public String prometheusAddress() {
        return "http://127.0.0.1:" + prometheusPort;
    }

    public String alertmanagerAddress() {
        return "http://127.0.0.1:" + alertmanagerPort;
    }

    @Override
    public void close() throws IOException {
        programs.forEach(Program::close);
        programs.clear();
        try {
            bot.close();
        } finally {
            receiver.close();
            client.shutdownNow();
        }
    }

    /** Closes it where nobody can do anything about a failure, which is only told. */
    void end() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("It did not end in order: " + e.getMessage());
        }
    }
}
