package dev.backline.benchmarks.smoke;

import dev.backline.benchmarks.smoke.Figure.Kind;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonWriter;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the last release cost.
 *
 * @param reason why it was accepted
 * @param accepted when
 * @param java by which Java it was measured; allocations are the same only there
 * @param runs how many there were, each in a process of its own
 * @param expected what is expected of each figure
 */
record Baseline(String reason, Instant accepted, String java, int runs, SortedMap<Figure, Expected> expected) {

    /**
     * What is expected of a figure.
     *
     * @param median of all runs
     * @param spread between the least and the most of them, as a share of the median; without the most, where there are
     *     enough: once in a while the JVM does not compile a method
     * @param limit what it may be at the most
     */
    record Expected(double median, double spread, double limit) {

        private static final int ENOUGH = 10;

        static Expected of(Kind kind, List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            double median = (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
            double most = sorted.get(sorted.size() - (sorted.size() < ENOUGH ? 1 : 2));
            double range = most - sorted.getFirst();
            double spread = median == 0 ? 0 : range / median;
            return new Expected(median, spread, kind.limit(median, spread));
        }
    }

    /**
     * A figure beyond its limit.
     *
     * @param value what was measured
     */
    record Excess(Figure figure, double value, Expected expected) {

        @Override
        public String toString() {
            Kind kind = figure.kind();
            return "%s: %s, more than the limit of %s (the baseline has %s)"
                    .formatted(
                            figure, kind.format(value), kind.format(expected.limit()), kind.format(expected.median()));
        }
    }

    Baseline {
        expected = new TreeMap<>(expected);
    }

    /**
     * Of runs.
     *
     * @param runs at least one, all with the same figures
     */
    static Baseline of(String reason, Instant accepted, String java, List<SortedMap<Figure, Double>> runs) {
        SortedMap<Figure, Expected> expected = new TreeMap<>();
        for (Figure figure : runs.getFirst().keySet()) {
            List<Double> values = runs.stream().map(run -> run.get(figure)).toList();
            expected.put(figure, Expected.of(figure.kind(), values));
        }
        return new Baseline(reason, accepted.truncatedTo(ChronoUnit.SECONDS), java, runs.size(), expected);
    }

    /** What of a run is too much. A figure that only one of them has is not judged. */
    List<Excess> exceededBy(Map<Figure, Double> run) {
        return run.entrySet().stream()
                .filter(measured -> expected.containsKey(measured.getKey()))
                .map(measured -> new Excess(
                        measured.getKey(),
                        measured.getValue(),
                        Objects.requireNonNull(expected.get(measured.getKey()))))
                .filter(excess -> excess.value() > excess.expected().limit())
                .sorted(Comparator.comparing(Excess::figure))
                .toList();
    }

    /** Figures that either the baseline or a run has, and not the other: an operation is new, gone, or has another name. */
    List<Figure> unlike(Map<Figure, Double> run) {
        return Stream.concat(
                        expected.keySet().stream().filter(figure -> !run.containsKey(figure)),
                        run.keySet().stream().filter(figure -> !expected.containsKey(figure)))
                .sorted()
                .toList();
    }

    static Baseline read(Path file) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(file))) {
            JsonObject json = reader.readObject();
            SortedMap<Figure, Expected> expected = new TreeMap<>();
            json.getJsonObject("figures").forEach((operation, kinds) -> kinds.asJsonObject()
                    .forEach((kind, value) ->
                            expected.put(new Figure(operation, Kind.of(kind)), expected(value.asJsonObject()))));
            return new Baseline(
                    json.getString("reason"),
                    Instant.parse(json.getString("accepted")),
                    json.getString("java"),
                    json.getInt("runs"),
                    expected);
        }
    }

    private static Expected expected(JsonObject json) {
        return new Expected(number(json, "median"), number(json, "spread"), number(json, "limit"));
    }

    private static double number(JsonObject json, String name) {
        return json.getJsonNumber(name).doubleValue();
    }

    void write(Path file) throws IOException {
        JsonObjectBuilder figures = Json.createObjectBuilder();
        Map<String, JsonObjectBuilder> operations = new TreeMap<>();
        expected.forEach((figure, value) -> operations
                .computeIfAbsent(figure.operation(), operation -> Json.createObjectBuilder())
                .add(
                        figure.kind().key(),
                        Json.createObjectBuilder()
                                .add("median", rounded(value.median()))
                                .add("spread", rounded(value.spread()))
                                .add("limit", rounded(value.limit()))));
        operations.forEach(figures::add);
        JsonObject json = Json.createObjectBuilder()
                .add("reason", reason)
                .add("accepted", accepted.toString())
                .add("java", java)
                .add("runs", runs)
                .add("figures", figures)
                .build();
        StringWriter text = new StringWriter();
        try (JsonWriter writer = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true))
                .createWriter(text)) {
            writer.writeObject(json);
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, text.toString().strip() + "\n");
    }

    /** As many digits as mean something. */
    private static double rounded(double value) {
        if (value == 0) {
            return 0;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(Math.abs(value))) - 4);
        return unit >= 1 ? Math.round(value) : Math.round(value / unit) / Math.rint(1 / unit);
    }
}
