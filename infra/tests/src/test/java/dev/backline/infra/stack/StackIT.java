package dev.backline.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.backline.infra.AlertRule;
import dev.backline.infra.Catalogue;
import dev.backline.infra.Dashboards;
import dev.backline.infra.Repository;
import dev.backline.infra.Tool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The running distribution, scraped and watched as in production, five times as fast. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StackIT {

    private static final Pattern QUERY = Pattern.compile("`((?:[^`\\\\]|\\\\.)+)` \\| [^|]+ \\|$", Pattern.MULTILINE);
    private static final Pattern QUERY_IN_TEXT = Pattern.compile("`([^`]*\\bbackline[_:]\\w[^`]*)`");
    private static final Scale SCALE = new Scale(5);

    /** Until code is compiled, and pools are filled. */
    private static final Duration WARM = Duration.ofSeconds(30);

    /** In minutes, a pool that gets some threads looks like a leak: only what grows a few times as fast is one. */
    private static final double HASTE = 3;

    private Stack stack;
    private Instant underLoadSince = Instant.MAX;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        Tool.PROMETHEUS.path();
        Tool.ALERTMANAGER.path();
        stack = new Stack(
                Repository.ROOT.resolve("infra"),
                Path.of(System.getProperty("backline.distribution")).normalize(),
                folder,
                SCALE,
                told -> {});
        stack.start();
        Fault.startLoad(stack.bot());
        stack.addNodes();
        underLoadSince = Instant.now();
    }

    @AfterAll
    void stop() throws IOException {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void everyMetricThatIsExportedIsDocumented() {
        // For a moment after a scrape that failed, there are no series at all.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Set<String> exported = new TreeSet<>();
            for (JsonNode series : stack.query("{job=\"backline\"}")) {
                String name = series.path("metric").path("__name__").asText();
                if (name.startsWith("backline_")) {
                    exported.add(Catalogue.family(name));
                }
            }
            assertThat(exported).hasSizeGreaterThan(40).isSubsetOf(Catalogue.names());
        });
    }

    @Test
    @Order(2)
    void everyRuleIsEvaluatedWithoutAnError() {
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            JsonNode groups = stack.get("/api/v1/rules").path("groups");
            assertThat(groups).isNotEmpty();
            for (JsonNode group : groups) {
                for (JsonNode rule : group.path("rules")) {
                    assertThat(rule.path("health").asText())
                            .as(rule.path("name") + " " + rule.path("lastError"))
                            .isEqualTo("ok");
                }
            }
        });
    }

    @Test
    @Order(3)
    void thePromisesAreMeasuredUnderLoad() {
        for (String slo :
                List.of("commands_acknowledged", "commands_succeeded", "music_started", "voice_packets_sent")) {
            await().atMost(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(stack.query("backline:slo_bad:ratio5m{slo=\"" + slo + "\"}"))
                            .as(slo)
                            .isNotEmpty());
        }
    }

    @Test
    @Order(4)
    void theQueriesOfThePagesAreUnderstood() throws IOException, InterruptedException {
        Stream<String> figures = matches(QUERY, Repository.ROOT.resolve("docs/monitoring/kpis.md"))
                .map(query -> query.replace("\\|", "|"));
        Stream<String> runbooks =
                Repository.files(Repository.RUNBOOKS, ".md").stream().flatMap(page -> matches(QUERY_IN_TEXT, page));
        List<String> queries = Stream.concat(figures, runbooks).toList();
        assertThat(queries).hasSizeGreaterThan(60);
        for (String query : queries) {
            assertThat(stack.query(query)).as(query).isNotNull();
        }
    }

    private static Stream<String> matches(Pattern pattern, Path page) {
        return pattern.matcher(Repository.text(page)).results().map(match -> match.group(1));
    }

    @Test
    @Order(5)
    void everyPanelShowsSomethingUnderLoad() {
        assertThat(Dashboards.panels()).hasSizeGreaterThan(30).allSatisfy(panel -> {
            for (String query : panel.queries("30s")) {
                // There is a baseline only after an hour and a half.
                if (query.contains(":baseline")) {
                    assertThat(stack.query(query)).as(query).isNotNull();
                } else {
                    await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(stack.query(query))
                            .as(panel + ": " + query)
                            .anySatisfy(StackIT::isNumber));
                }
            }
        });
    }

    private static void isNumber(JsonNode series) {
        assertThat(series.at("/value/1").asDouble()).isFinite();
    }

    /** In the minutes that all this took; an hour of it is {@code ./dev-env.sh soak}. */
    @Test
    @Order(6)
    void nothingGrewMeanwhileAndNoErrorWasLogged() throws IOException, InterruptedException {
        assertThat(Growth.between(underLoadSince.plus(WARM), Instant.now(), stack))
                .isNotEmpty()
                .allSatisfy(growth ->
                        assertThat(growth.isMeasured()).as(growth.what()).isTrue())
                .allSatisfy(growth ->
                        assertThat(growth.timesAllowed()).as(growth.row()).isLessThan(HASTE));
        assertThat(stack.bot().errors()).isEmpty();
    }

    @Test
    @Order(7)
    void startsAndSwitchedFeaturesAreMarked() throws IOException, InterruptedException {
        stack.bot().exec("feature:off annotations");
        stack.bot().exec("feature:on annotations");
        for (String query : Dashboards.marks(Dashboards.files().findFirst().orElseThrow(), "30s")) {
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(stack.query(query))
                    .as(query)
                    .anySatisfy(series ->
                            assertThat(series.at("/value/1").asDouble()).isPositive()));
        }
    }

    @Test
    @Order(8)
    void somebodyIsToldOfEveryFaultInTimeAndOfNothingElse() throws IOException, InterruptedException {
        List<Detection.Result> results = new Detection(stack, SCALE).run(Fault.SHORT);
        System.out.print(Detection.table(results));
        assertThat(results).allSatisfy(result -> {
            assertThat(result.told()).as(result.fault().what()).isPresent();
            assertThat(result.others()).as(result.fault().what()).isEmpty();
        });
        assertThat(stack.receiver().deliveries())
                .allSatisfy(told -> assertThat(AlertRule.all().stream().map(AlertRule::name))
                        .contains(told.alert()))
                .allSatisfy(told -> assertThat(told.runbook()).endsWith("/" + told.alert() + ".md"));
    }
}
