package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana is provisioned with, against the files that it names and is named by. */
class ProvisioningTest {

    private static final Path COMPOSE = Repository.ROOT.resolve("infra/compose.yaml");
    private static final Path PROVISIONING = Repository.ROOT.resolve("infra/grafana/provisioning");
    private static final Path SOURCES = PROVISIONING.resolve("datasources/prometheus.yaml");

    /** Grafana reads these folders. */
    private static final Set<String> FOLDERS = Set.of("alerting", "dashboards", "datasources");

    /** The source of annotations that people and bundles write, which needs no provisioning. */
    private static final String BUILT_IN = "-- Grafana --";

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z_]+)");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(PROVISIONING)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsOneThatGrafanaReads(Path file) {
        assertThat(PROVISIONING.relativize(file).getParent()).asString().isIn(FOLDERS);
        assertThat(file).asString().endsWith(".yaml");
        assertThat(Repository.yaml(file))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("apiVersion", 1);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theVariablesInItAreThoseThatTheContainerHas(Path file) {
        Map<?, ?> environment = map(grafana(), "environment");
        List<String> used = uncommented(file)
                .flatMap(line -> VARIABLE.matcher(line).results().map(variable -> variable.group(1)))
                .toList();
        assertThat(used).allSatisfy(variable -> assertThat(environment.keySet()).anyMatch(variable::equals));
    }

    private static Stream<String> uncommented(Path file) {
        return Repository.text(file).lines().filter(line -> !line.strip().startsWith("#"));
    }

    @Test
    void dashboardsAskDataSourcesThatThereAre() {
        Set<String> provisioned = Repository.maps(Repository.yaml(SOURCES), "datasources").stream()
                .map(source -> String.valueOf(source.get("uid")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(Dashboards.files()).isNotEmpty().allSatisfy(file -> {
            Set<String> asked = new TreeSet<>();
            for (JsonNode source : Dashboards.json(file).findValues("datasource")) {
                asked.add(source.path("uid").asText());
            }
            asked.remove(BUILT_IN);
            assertThat(asked).isNotEmpty().isSubsetOf(provisioned);
        });
    }

    @Test
    void eachDataSourceIsAServiceBesideGrafana() {
        Map<?, ?> services = map(Repository.yaml(COMPOSE), "services");
        for (Map<?, ?> source : Repository.maps(Repository.yaml(SOURCES), "datasources")) {
            String variable = String.valueOf(source.get("url")).replace("$", "");
            String url = String.valueOf(map(grafana(), "environment").get(variable));
            assertThat(services.keySet()).anyMatch(service -> url.startsWith("http://" + service + ":"));
        }
    }

    /** Windows of rates are made from it: with one that is too short, curves have holes. */
    @Test
    void dashboardsKnowHowOftenIsScraped() {
        Map<?, ?> global = map(Repository.yaml(Repository.PROMETHEUS.resolve("prometheus.yml")), "global");
        List<Object> intervals = Repository.maps(Repository.yaml(SOURCES), "datasources").stream()
                .filter(source -> "prometheus".equals(source.get("type")))
                .<Object>map(source -> String.valueOf(map(source, "jsonData").get("timeInterval")))
                .toList();
        assertThat(intervals).containsExactly(String.valueOf(global.get("scrape_interval")));
    }

    @Test
    void dashboardsAreWhereTheyAreMounted() {
        Path provider = PROVISIONING.resolve("dashboards/backline.yaml");
        for (Map<?, ?> folder : Repository.maps(Repository.yaml(provider), "providers")) {
            Object path = map(folder, "options").get("path");
            assertThat(mounts())
                    .anySatisfy(mount -> assertThat(mount).isEqualTo(List.of(Dashboards.FOLDER.toString(), path)));
        }
    }

    @Test
    void whatIsProvisionedIsMountedWhereGrafanaLooksForIt() {
        assertThat(mounts()).contains(List.of(PROVISIONING.toString(), "/etc/grafana/provisioning"));
    }

    @Test
    void alertsOfGrafanaGoToAContactPointThatThereIs() {
        Object alerting = Repository.yaml(PROVISIONING.resolve("alerting/contact-points.yaml"));
        List<String> points = Repository.maps(alerting, "contactPoints").stream()
                .map(point -> String.valueOf(point.get("name")))
                .toList();
        assertThat(Repository.maps(alerting, "policies")).isNotEmpty().allSatisfy(policy -> assertThat(
                        String.valueOf(policy.get("receiver")))
                .isIn(points));
    }

    private static Map<?, ?> grafana() {
        return map(map(Repository.yaml(COMPOSE), "services"), "grafana");
    }

    private static Map<?, ?> map(Object map, String key) {
        return (Map<?, ?>) Objects.requireNonNull(((Map<?, ?>) map).get(key), key);
    }

    /** Of files of this repository in Grafana's container: from where, and to where. */
    private static List<List<Object>> mounts() {
        return ((List<?>) Objects.requireNonNull(grafana().get("volumes"), "volumes"))
                .stream()
                        .map(mount -> String.valueOf(mount).split(":", -1))
                        .filter(mount -> mount[0].startsWith("."))
                        .<List<Object>>map(mount -> List.of(
                                COMPOSE.resolveSibling(mount[0]).normalize().toString(), mount[1]))
                        .toList();
    }
}
