package dev.backline.infra;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An alert rule as it stands in a file. Two of one name, of different severity, are one alert to people.
 *
 * @param file where it stands
 * @param name of the alert
 * @param expression when it is true
 * @param patience how long it has to be true before it fires
 * @param labels that it adds
 * @param annotations what it says
 */
public record AlertRule(
        Path file,
        String name,
        String expression,
        Optional<String> patience,
        Map<String, String> labels,
        Map<String, String> annotations) {

    public AlertRule {
        labels = Map.copyOf(labels);
        annotations = Map.copyOf(annotations);
    }

    public static List<AlertRule> all() {
        return Repository.files(Repository.PROMETHEUS.resolve("rules"), ".yaml").stream()
                .flatMap(AlertRule::in)
                .toList();
    }

    private static Stream<AlertRule> in(Path file) {
        return rules(file)
                .filter(rule -> rule.containsKey("alert"))
                .map(rule -> new AlertRule(
                        file,
                        String.valueOf(rule.get("alert")),
                        String.valueOf(rule.get("expr")),
                        Optional.ofNullable(rule.get("for")).map(String::valueOf),
                        strings(rule, "labels"),
                        strings(rule, "annotations")));
    }

    private static Stream<Map<?, ?>> rules(Path file) {
        return Repository.maps(Repository.yaml(file), "groups").stream()
                .flatMap(group -> Repository.maps(group, "rules").stream());
    }

    private static Map<String, String> strings(Map<?, ?> rule, String key) {
        Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(rule.get(key), key);
        return map.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> String.valueOf(entry.getKey()), entry -> String.valueOf(entry.getValue())));
    }

    String severity() {
        return labels.getOrDefault("severity", "");
    }

    /** Whether it fires for ever, so that its silence is noticed. */
    boolean isAlwaysThere() {
        return severity().equals("none");
    }

    /** The file of its tests: one for each alert, or one for each severity of it. */
    Path tests() {
        Path folder = Repository.PROMETHEUS.resolve("tests");
        Path own = folder.resolve(name + "-" + severity() + ".yaml");
        return own.toFile().exists() ? own : folder.resolve(name + ".yaml");
    }

    @Override
    public String toString() {
        return name + " (" + severity() + ")";
    }
}
