package dev.backline.infra.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.backline.infra.stack.Receiver.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes things go wrong, one after the other, and measures how long it takes until somebody is told. */
final class Detection {

    /** Of the table, in Markdown. */
    static final String HEAD = "| fault | told by | as | after | other pages |\n| --- | --- | --- | --- | --- |\n";

    /** Longer than any alert takes, at the pace of production. */
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    /**
     * What a slow machine causes by itself when all times are scaled: heartbeats come as often as ever, and of a window
     * that lasts some seconds a moment's stall is much.
     */
    private static final Set<String> OF_SLOW_MACHINES =
            Set.of("GatewaySilent", "VoicePacketsLost", "MusicStartsLate", "InstanceFailing");

    /**
     * What came of a fault.
     *
     * @param fault that was injected
     * @param told the first alert that was to come; empty when none came
     * @param after how long after the fault it arrived
     * @param others pages that came although this fault was not theirs
     */
    record Result(Fault fault, Optional<Delivery> told, Duration after, Set<String> others) {}

    private final Stack stack;
    private final Scale scale;

    Detection(Stack stack, Scale scale) {
        this.stack = stack;
        this.scale = scale;
    }

    /**
     * Tries the faults in their order, on a bot that is started and under load.
     *
     * @param listener is told of each result
     */
    List<Result> run(List<Fault> faults, Consumer<Result> listener) throws IOException, InterruptedException {
        List<Result> results = new ArrayList<>();
        for (Fault fault : faults) {
            awaitCalm();
            Result result = run(fault);
            listener.accept(result);
            results.add(result);
        }
        return results;
    }

    /** Tries one fault. */
    Result run(Fault fault) throws IOException, InterruptedException {
        Instant began = Instant.now();
        fault.inject().on(stack.bot());
        Instant until = began.plus(PATIENCE.dividedBy(scale.divisor()));
        Optional<Delivery> told = Optional.empty();
        while (told.isEmpty() && Instant.now().isBefore(until)) {
            Thread.sleep(200);
            told = since(began)
                    .filter(delivery -> delivery.alert().equals(fault.alert())
                            && delivery.severity().equals(fault.severity()))
                    .findFirst();
        }
        fault.heal().on(stack.bot());
        Set<String> others = since(began)
                .filter(delivery -> delivery.severity().equals("page"))
                .map(Delivery::alert)
                .filter(alert -> !alert.equals(fault.alert()) && isLookedAt(alert))
                .collect(Collectors.toCollection(TreeSet::new));
        Duration after =
                told.map(delivery -> Duration.between(began, delivery.at())).orElse(Duration.ZERO);
        return new Result(fault, told, after, others);
    }

    private Stream<Delivery> since(Instant moment) {
        return stack.receiver().deliveries().stream()
                .filter(delivery -> delivery.firing() && delivery.at().isAfter(moment));
    }

    private boolean isLookedAt(String alert) {
        return scale.divisor() == 1 || !OF_SLOW_MACHINES.contains(alert);
    }

    /** Until nothing of the fault before is left. */
    private void awaitCalm() throws IOException, InterruptedException {
        Instant until = Instant.now().plus(PATIENCE.multipliedBy(2).dividedBy(scale.divisor()));
        Set<String> left = active();
        while (!left.isEmpty()) {
            if (Instant.now().isAfter(until)) {
                throw new IOException("These alerts do not resolve: " + left);
            }
            Thread.sleep(500);
            left = active();
        }
    }

    private Set<String> active() throws IOException, InterruptedException {
        Set<String> names = new TreeSet<>();
        for (JsonNode series : stack.query("ALERTS{severity=\"page\"}")) {
            String name = series.path("metric").path("alertname").asText();
            if (isLookedAt(name)) {
                names.add(name);
            }
        }
        return names;
    }

    /** The results as a table in Markdown. */
    static String table(List<Result> results) {
        return HEAD + results.stream().map(Detection::row).collect(Collectors.joining());
    }

    /** A result as a row of the table. */
    static String row(Result result) {
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        result.fault().what(),
                        result.told().map(Delivery::alert).orElse("nobody"),
                        result.told().map(Delivery::severity).orElse(""),
                        result.told()
                                .map(told -> result.after().toSeconds() + " s")
                                .orElse(""),
                        result.others().isEmpty() ? "none" : String.join(", ", result.others()));
    }
}
