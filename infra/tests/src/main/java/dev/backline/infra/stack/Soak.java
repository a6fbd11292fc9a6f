package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code ./dev-env.sh soak}: load in 200 guilds for an hour, after which nothing may have grown, no alert fired, and no error
 * be in the log.
 */
public final class Soak {

    /** What must not grow. */
    private record Flat(String what, String query, double mayGrow, double perUnit, String unit) {}

    private static final double MEGA = 1e6;

    private static final List<Flat> FLAT = List.of(
            new Flat(
                    "heap in use after collections",
                    "min_over_time(backline_jvm_heap_after_gc_bytes[5m])",
                    40 * MEGA,
                    MEGA,
                    "MB"),
            new Flat("platform threads", "backline_jvm_threads", 8, 1, ""),
            new Flat("file handles", "backline_process_open_files", 16, 1, ""),
            new Flat("class loaders", "backline_jvm_class_loaders", 2, 1, ""));

    /** Caches fill and code is compiled meanwhile: nothing is measured. */
    private static final double WARM_UP = 0.2;

    private final Stack stack;
    private final Duration duration;

    private Soak(Stack stack, Duration duration) {
        this.stack = stack;
        this.duration = duration;
    }

    /**
     * Arguments: the folder {@code infra}, the distribution, a folder to write to, the report, and the duration, such as
     * {@code 1h} or {@code 90m}.
     * Ends with 1 when something grew, an alert fired, or an error was logged; with 2 when that could not be found out.
     */
    public static void main(String[] arguments) {
        Exit.after(() -> soak(arguments));
    }

    private static int soak(String[] arguments) throws IOException, InterruptedException {
        Duration duration = Duration.parse("PT" + arguments[4]);
        Stack stack = Stack.of(arguments, "", told -> {});
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::end));
        stack.start();
        Optional<String> failure = new Soak(stack, duration).run(Path.of(arguments[3]));
        failure.ifPresent(System.err::println);
        return failure.isPresent() ? 1 : 0;
    }

    private Optional<String> run(Path report) throws IOException, InterruptedException {
        stack.bot().startLoad(200, 20, 40);
        Map<Flat, Trend> trends = new LinkedHashMap<>();
        FLAT.forEach(flat -> trends.put(flat, new Trend()));
        long began = System.nanoTime();
        double minutes = 0;
        while (minutes < duration.toMinutes()) {
            Thread.sleep(Duration.ofSeconds(15));
            minutes = (System.nanoTime() - began) / 60e9;
            if (minutes > WARM_UP * duration.toMinutes()) {
                for (Map.Entry<Flat, Trend> entry : trends.entrySet()) {
                    for (JsonNode series : stack.query(entry.getKey().query())) {
                        entry.getValue().add(minutes, series.at("/value/1").asDouble());
                    }
                }
            }
        }
        List<String> wrong = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        text.append("# Soak\n\nMade by `./dev-env.sh soak`: %d minutes under load in 200 guilds, with music in 40.\n\n"
                .formatted(duration.toMinutes()));
        growth(trends, text, wrong);
        load(text, wrong);
        alerts(text, wrong);
        errors(text, wrong);
        Files.writeString(report, text);
        System.out.print(text);
        return wrong.isEmpty() ? Optional.empty() : Optional.of("It did not hold: " + String.join("; ", wrong));
    }

    private static void growth(Map<Flat, Trend> trends, StringBuilder text, List<String> wrong) {
        text.append("| what | on average | grew by | may grow by |\n| --- | --- | --- | --- |\n");
        trends.forEach((flat, trend) -> {
            text.append(String.format(
                    Locale.ROOT,
                    "| %s | %.1f %s | %.1f | %.0f |%n",
                    flat.what(),
                    trend.mean() / flat.perUnit(),
                    flat.unit(),
                    trend.growth() / flat.perUnit(),
                    flat.mayGrow() / flat.perUnit()));
            if (trend.size() < 2) {
                wrong.add(flat.what() + " was not measured");
            }
            if (trend.growth() > flat.mayGrow()) {
                wrong.add(flat.what() + " grew");
            }
        });
    }

    private void load(StringBuilder text, List<String> wrong) throws IOException, InterruptedException {
        JsonNode load = stack.bot().load();
        text.append("\n%d commands, %d of them unanswered; %d voice packets, %d of them lost.\n"
                .formatted(
                        load.path("sent").asLong(),
                        load.path("unanswered").asLong(),
                        load.path("packets").asLong(),
                        load.path("lost").asLong()));
        if (load.path("sent").asLong() == 0 || load.path("unanswered").asLong() > 0) {
            wrong.add("commands were not answered");
        }
    }

    private void alerts(StringBuilder text, List<String> wrong) {
        List<String> fired = stack.receiver().deliveries().stream()
                .filter(told -> told.firing() && !told.severity().equals("none"))
                .map(told -> told.alert() + " (" + told.severity() + ")")
                .distinct()
                .toList();
        text.append("\nAlerts: ")
                .append(fired.isEmpty() ? "none" : String.join(", ", fired))
                .append(".\n");
        if (!fired.isEmpty()) {
            wrong.add("alerts fired");
        }
    }

    private void errors(StringBuilder text, List<String> wrong) throws IOException {
        try (Stream<String> lines = Files.lines(stack.bot().home().resolve("logs/backline.log"))) {
            List<String> errors =
                    lines.filter(line -> line.contains(" ERROR ")).limit(10).toList();
            text.append("\nErrors in the log: ")
                    .append(errors.isEmpty() ? "none" : "")
                    .append("\n");
            errors.forEach(line -> text.append("\n    ").append(line).append('\n'));
            if (!errors.isEmpty()) {
                wrong.add("errors were logged");
            }
        }
    }
}
