package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.infra.stack.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Tests of rules are worth what they notice: each alert is broken in several ways, and its tests have to fail. */
@Execution(ExecutionMode.CONCURRENT)
class RuleMutationsTest {

    private static final Pattern COMPARISON = Pattern.compile("(==|>=|<=|>|<) (?=[\\d.])");
    private static final Pattern CONDITION = Pattern.compile("\\s+and (on \\(\\w+\\) )?");
    private static final Pattern RECORDED = Pattern.compile("\\bbackline:\\w+:\\w+");
    private static final Pattern DURATION = Pattern.compile("(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    /**
     * A broken alert.
     *
     * @param alert that was whole
     * @param what was done to it
     * @param changes keys of the rule with their new values; an empty value takes the key away
     */
    record Mutant(AlertRule alert, String what, Map<String, String> changes) {

        @Override
        public String toString() {
            return alert + ": " + what;
        }
    }

    static Stream<Mutant> mutants() {
        return AlertRule.all().stream().flatMap(RuleMutationsTest::mutants);
    }

    private static Stream<Mutant> mutants(AlertRule alert) {
        List<Mutant> mutants = new ArrayList<>();
        String expression = alert.expression();
        Matcher comparison = COMPARISON.matcher(expression);
        while (comparison.find()) {
            String opposite = comparison.group(1).startsWith(">")
                    ? "<"
                    : comparison.group(1).equals("==") ? "!=" : ">";
            mutants.add(changed(
                    alert,
                    "comparison at " + comparison.start() + " turned round",
                    expression.substring(0, comparison.start(1)) + opposite + expression.substring(comparison.end(1))));
        }
        List<int[]> conditions = new ArrayList<>();
        Matcher condition = CONDITION.matcher(expression);
        while (condition.find()) {
            conditions.add(new int[] {condition.start(), condition.end()});
        }
        for (int i = 0; i < conditions.size(); i++) {
            int end = i + 1 < conditions.size() ? conditions.get(i + 1)[0] : expression.length();
            mutants.add(changed(
                    alert,
                    "without “"
                            + expression.substring(conditions.get(i)[1], end).strip() + "”",
                    expression.substring(0, conditions.get(i)[0]) + expression.substring(end)));
        }
        alert.patience().ifPresent(patience -> {
            mutants.add(new Mutant(alert, "without patience", Map.of("for", "")));
            mutants.add(new Mutant(alert, "with twice the patience", Map.of("for", 2 * seconds(patience) + "s")));
        });
        return mutants.stream();
    }

    private static Mutant changed(AlertRule alert, String what, String expression) {
        return new Mutant(alert, what, Map.of("expr", expression));
    }

    private static int seconds(String duration) {
        Matcher parts = DURATION.matcher(duration);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Expected hours, minutes and seconds, not " + duration);
        }
        int seconds = 0;
        for (int i = 1; i <= 3; i++) {
            seconds = seconds * 60 + (parts.group(i) == null ? 0 : Integer.parseInt(parts.group(i)));
        }
        return seconds;
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void theTestsOfAnAlertNoticeThatItIsBroken(Mutant mutant, @TempDir Path folder) throws IOException {
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Path tests = Files.createDirectory(folder.resolve("tests"));
        AlertRule alert = mutant.alert();
        Files.writeString(rules.resolve(alert.file().getFileName()), new Yaml().dump(broken(mutant)));
        Path copy = Files.copy(alert.tests(), tests.resolve(alert.tests().getFileName()));
        Outcome outcome = Promtool.test(copy);
        assertThat(outcome.code()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output()).contains("FAILED").contains("alertname");
    }

    /**
     * Of the file, that rule, changed, the other one of the same name where there is one, and what they are computed from:
     * all others would only take time.
     */
    private static Map<String, Object> broken(Mutant mutant) {
        List<Map<?, ?>> all = Repository.maps(Repository.yaml(mutant.alert().file()), "groups");
        List<AlertRule> named = AlertRule.all().stream()
                .filter(alert -> alert.name().equals(mutant.alert().name()))
                .toList();
        Predicate<Map<?, ?>> isNeeded =
                rule -> named.stream().anyMatch(alert -> isOf(alert, rule) || isUsedBy(alert, rule, all));
        List<Object> groups = new ArrayList<>();
        for (Map<?, ?> group : all) {
            Map<Object, Object> changed = new LinkedHashMap<>(group);
            changed.put(
                    "rules",
                    Repository.maps(group, "rules").stream()
                            .filter(isNeeded)
                            .map(rule -> broken(rule, mutant))
                            .toList());
            groups.add(changed);
        }
        return Map.of("groups", groups);
    }

    /** Whether a rule records a series that the alert uses, or that one which it uses is made from. */
    private static boolean isUsedBy(AlertRule alert, Map<?, ?> rule, List<Map<?, ?>> groups) {
        Deque<String> expressions = new ArrayDeque<>(List.of(alert.expression()));
        Set<String> used = new HashSet<>();
        while (!expressions.isEmpty()) {
            RECORDED.matcher(expressions.pop())
                    .results()
                    .map(MatchResult::group)
                    .filter(used::add)
                    .forEach(name -> groups.stream()
                            .flatMap(group -> Repository.maps(group, "rules").stream())
                            .filter(other -> name.equals(other.get("record")))
                            .forEach(other -> expressions.push(String.valueOf(other.get("expr")))));
        }
        return used.contains(String.valueOf(rule.get("record"))) && !isOfAnotherLevel(alert, rule);
    }

    /** Whether a rule records a service level that the alert does not look at. */
    private static boolean isOfAnotherLevel(AlertRule alert, Map<?, ?> rule) {
        return rule.get("labels") instanceof Map<?, ?> labels
                && labels.get("slo") instanceof String slo
                && alert.expression().contains("slo=\"")
                && !alert.expression().contains("slo=\"" + slo + "\"");
    }

    private static boolean isOf(AlertRule alert, Map<?, ?> rule) {
        return alert.name().equals(rule.get("alert")) && alert.expression().equals(String.valueOf(rule.get("expr")));
    }

    private static Map<?, ?> broken(Map<?, ?> rule, Mutant mutant) {
        if (!isOf(mutant.alert(), rule)) {
            return rule;
        }
        Map<Object, Object> changed = new LinkedHashMap<>(rule);
        mutant.changes().forEach((key, value) -> {
            if (value.isEmpty()) {
                changed.remove(key);
            } else {
                changed.put(key, value);
            }
        });
        return changed;
    }
}
