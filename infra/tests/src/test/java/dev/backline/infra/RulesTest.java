package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.infra.stack.Program.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recording rules and alerts, with promtool. */
@Execution(ExecutionMode.CONCURRENT)
class RulesTest {

    private static final Duration IN_TIME = Duration.ofMinutes(5);

    /** From the last evaluation that saw nothing to the receiver: a scrape, an evaluation, and the time to group. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(15 + 15 + 10);

    /** As it stands in the name of the first case of an alert's tests. */
    private static final Pattern FIRES = Pattern.compile("fires (\\S+) after .*, resolves \\S+ after .*");

    /** Alerts that need several events far from each other, or that are not meant to be fast. */
    private static final List<String> SLOW = List.of("CrashLoop", "GatewayFlapping");

    static Stream<Path> ruleFiles() {
        return Repository.files(Repository.PROMETHEUS.resolve("rules"), ".yaml").stream();
    }

    static Stream<AlertRule> alerts() {
        return AlertRule.all().stream();
    }

    @ParameterizedTest
    @MethodSource("ruleFiles")
    void prometheusAcceptsTheRules(Path file) {
        Outcome outcome =
                Tool.PROMTOOL.run(Repository.ROOT, "check", "rules", "--lint=all", "--lint-fatal", file.toString());
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertsSayHowBadItIsToWhomAndWhatToDo(AlertRule alert) {
        assertThat(alert.labels().get("severity")).isIn("page", "ticket", "none");
        assertThat(alert.labels().get("team")).isIn("operations", "developers");
        assertThat(alert.annotations().get("summary")).isNotBlank().doesNotEndWith(".");
        assertThat(alert.annotations())
                .containsEntry("runbook_url", "{{ $externalLabels.runbooks }}/" + alert.name() + ".md");
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void alertsFireInTimeStaySilentInNearMissesAndResolve(AlertRule alert) {
        assertThat(alert.tests()).exists();
        if (!alert.isAlwaysThere()) {
            assertThat(cases(alert).getFirst()).matches(FIRES);
            assertThat(cases(alert).stream().filter(name -> name.startsWith("silent: ")))
                    .as("near misses of %s", alert)
                    .hasSizeGreaterThanOrEqualTo(3);
        }
        Outcome outcome = Promtool.test(alert.tests());
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    private static List<String> cases(AlertRule alert) {
        return Repository.maps(Repository.yaml(alert.tests()), "tests").stream()
                .map(test -> String.valueOf(test.get("name")))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void whateverWakesSomebodyDoesSoWithinFiveMinutes(AlertRule alert) {
        if (alert.severity().equals("page") && !SLOW.contains(alert.name())) {
            Matcher fires = FIRES.matcher(cases(alert).getFirst());
            assertThat(fires.matches()).isTrue();
            Duration time = Duration.parse("PT" + fires.group(1));
            assertThat(time.plus(ON_THE_WAY)).as(alert.toString()).isLessThan(IN_TIME);
        }
    }

    @Test
    void aTestBelongsToAnAlert() {
        assertThat(Repository.files(Repository.PROMETHEUS.resolve("tests"), ".yaml"))
                .containsExactlyInAnyOrderElementsOf(
                        alerts().map(AlertRule::tests).distinct().toList());
    }

    @Test
    void fewAlertsWakeSomebody() {
        assertThat(alerts().filter(alert -> alert.severity().equals("page"))).hasSizeLessThanOrEqualTo(12);
    }
}
