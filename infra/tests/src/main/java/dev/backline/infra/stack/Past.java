package dev.backline.infra.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Prometheus would know had it watched a bot for hours that was all the time as it is now: how long its commands take.
 * Their baseline is of the day before, and nobody waits that long for a fault.
 */
final class Past {

    private static final Duration MEASURED = Duration.ofSeconds(60);
    private static final Duration LENGTH = Duration.ofHours(3);

    /** As Prometheus evaluates rules. */
    private static final Duration STEP = Duration.ofSeconds(15);

    private static final Pattern SUCCESSES = Pattern.compile(
            "^backline_command_duration_seconds_(sum|count)\\{command=\"(\\w+)\",outcome=\"success\",?\\} (\\S+)$",
            Pattern.MULTILINE);

    /** Of successes: seconds that they took together, and how many they were. */
    private record Times(double sum, double count) {}

    private final Map<String, Double> means;

    private Past(Map<String, Double> means) {
        this.means = Map.copyOf(means);
    }

    /** Measures a bot under load for a minute. */
    static Past of(Bot bot) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + bot.port() + "/metrics");
        HttpRequest request = HttpRequest.newBuilder(metrics).build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String before = client.send(request, BodyHandlers.ofString()).body();
            Thread.sleep(MEASURED);
            return between(before, client.send(request, BodyHandlers.ofString()).body());
        }
    }

    /**
     * How things were between two scrapes.
     *
     * @throws IOException when no command succeeded meanwhile
     */
    static Past between(String before, String after) throws IOException {
        Map<String, Times> then = times(before);
        Map<String, Double> means = new TreeMap<>();
        times(after).forEach((command, now) -> {
            Times past = then.getOrDefault(command, new Times(0, 0));
            if (now.count() > past.count()) {
                means.put(command, (now.sum() - past.sum()) / (now.count() - past.count()));
            }
        });
        if (means.isEmpty()) {
            throw new IOException("No command succeeded between two scrapes");
        }
        return new Past(means);
    }

    private static Map<String, Times> times(String scrape) {
        Map<String, Times> times = new TreeMap<>();
        Matcher line = SUCCESSES.matcher(scrape);
        while (line.find()) {
            double value = Double.parseDouble(line.group(3));
            Times part = line.group(1).equals("sum") ? new Times(value, 0) : new Times(0, value);
            times.merge(line.group(2), part, (a, b) -> new Times(a.sum() + b.sum(), a.count() + b.count()));
        }
        return times;
    }

    /** The samples that the rules would have recorded, as OpenMetrics. */
    String samples(Instant now) {
        StringBuilder text = new StringBuilder();
        means.forEach((command, mean) -> {
            for (long ago = LENGTH.toSeconds(); ago >= 0; ago -= STEP.toSeconds()) {
                text.append("backline:command_duration:mean5m{job=\"backline\",command=\"%s\"} %s %d\n"
                        .formatted(command, mean, now.getEpochSecond() - ago));
            }
        });
        return text.append("# EOF\n").toString();
    }

    /** Writes it where a Prometheus will have its data, which has not been started yet. */
    void writeTo(Path data) throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path samples = Files.writeString(data.resolveSibling("past.txt"), samples(Instant.now()));
        Program.run(
                data.resolveSibling("past.log"),
                List.of(
                        Program.tool("prometheus", "promtool"),
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        samples.toAbsolutePath().toString(),
                        data.toAbsolutePath().toString()));
    }
}
