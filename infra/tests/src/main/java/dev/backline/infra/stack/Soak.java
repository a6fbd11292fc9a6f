package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code ./dev-env.sh soak}: load in 200 guilds for an hour, after which nothing may have grown, no alert fired, and no error
 * be in the log.
 */
public final class Soak {

    /** Caches fill and code is compiled meanwhile: nothing is measured. */
    private static final double WARM_UP = 0.2;

    /** How often it says how far it is. */
    private static final Duration PROGRESS = Duration.ofMinutes(5);

    /** As many as the report has. */
    private static final int MOST_ERRORS = 10;

    private final Stack stack;
    private final Duration duration;

    private Soak(Stack stack, Duration duration) {
        this.stack = stack;
        this.duration = duration;
    }

    /**
     * Arguments: the folder {@code infra}, the distribution, a folder to write to, the report, and the duration, such as
     * {@code 1h} or {@code 90m}. Ends with 1 when something grew, an alert fired, or an error was logged; with 2 when that
     * could not be found out.
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
        Instant began = Instant.now();
        for (Duration soFar = Duration.ZERO;
                soFar.compareTo(duration) < 0;
                soFar = Duration.between(began, Instant.now())) {
            System.err.println(soFar.toMinutes() + " of " + duration.toMinutes() + " minutes");
            Duration left = duration.minus(soFar);
            Thread.sleep(left.compareTo(PROGRESS) < 0 ? left : PROGRESS);
        }
        Instant warm = began.plusMillis(Math.round(WARM_UP * duration.toMillis()));
        List<String> wrong = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        text.append("# Soak\n\nMade by `./dev-env.sh soak`: %d minutes under load in 200 guilds, with music in 40.\n\n"
                .formatted(duration.toMinutes()));
        growth(Growth.between(warm, Instant.now(), stack), text, wrong);
        load(text, wrong);
        alerts(text, wrong);
        errors(text, wrong);
        Files.writeString(report, text);
        System.out.print(text);
        return wrong.isEmpty() ? Optional.empty() : Optional.of("It did not hold: " + String.join("; ", wrong));
    }

    private static void growth(List<Growth> growths, StringBuilder text, List<String> wrong) {
        text.append("| what | on average | grew by | may grow by |\n| --- | --- | --- | --- |\n");
        for (Growth growth : growths) {
            text.append(growth.row());
            if (!growth.isMeasured()) {
                wrong.add(growth.what() + " was not measured");
            } else if (growth.timesAllowed() > 1) {
                wrong.add(growth.what() + " grew");
            }
        }
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
        // What listeners are promised: docs/monitoring/kpis.md.
        if (load.path("lost").asLong() > load.path("packets").asLong() * 0.005) {
            wrong.add("voice packets were lost");
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
        List<String> errors = stack.bot().errors();
        text.append("\nErrors in the log: ")
                .append(errors.isEmpty() ? "none" : "")
                .append("\n");
        errors.stream()
                .limit(MOST_ERRORS)
                .forEach(line -> text.append("\n    ").append(line).append('\n'));
        if (!errors.isEmpty()) {
            wrong.add("errors were logged");
        }
    }
}
