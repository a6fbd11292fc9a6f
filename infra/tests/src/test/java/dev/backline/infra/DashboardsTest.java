package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.backline.infra.stack.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardsTest {

    private static final Path SOURCE = Repository.ROOT.resolve("docs/monitoring/dashboards-source");

    static Stream<Dashboards.Panel> panels() {
        return Dashboards.panels();
    }

    @Test
    void theyAreWhatTheirSourceBuilds(@TempDir Path folder) throws IOException {
        // It builds into the folder beside it.
        Path source = folder.resolve("source");
        Files.createDirectories(source.resolve("src"));
        for (Path file : List.of(
                Path.of("package.json"), Path.of("package-lock.json"), Path.of(".npmrc"), Path.of("tsconfig.json"))) {
            Files.copy(SOURCE.resolve(file), source.resolve(file));
        }
        for (Path file : Repository.files(SOURCE.resolve("src"), ".ts")) {
            Files.copy(file, source.resolve("src").resolve(file.getFileName()));
        }
        String[] install = {"ci", "--no-audit", "--no-fund"};
        // A registry that does not answer once is no fault of the dashboards.
        if (Tool.NPM.run(source, install).code() != 0) {
            assertRuns(source, install);
        }
        assertRuns(source, "run", "build");
        assertThat(Repository.files(folder.resolve("dashboards"), ".json"))
                .hasSameSizeAs(Dashboards.files().toList())
                .allSatisfy(file ->
                        assertThat(file).hasSameTextualContentAs(Dashboards.FOLDER.resolve(file.getFileName())));
    }

    private static void assertRuns(Path folder, String... arguments) {
        Outcome outcome = Tool.NPM.run(folder, arguments);
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @Test
    void eachHasAnIdOfItsOwn() {
        assertThat(Dashboards.files()
                        .map(file -> Dashboards.json(file).path("uid").asText()))
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).startsWith("backline-"));
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelSaysWhatItShowsInWhichUnit(Dashboards.Panel panel) {
        assertThat(panel.json().path("description").asText()).isNotBlank();
        assertThat(panel.json().at("/fieldConfig/defaults/unit").asText()).isNotBlank();
        assertThat(panel.queries("1m")).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("panels")
    void aPanelLeadsToPagesThatExist(Dashboards.Panel panel) {
        for (JsonNode link : panel.json().path("links")) {
            String url = link.path("url").asText();
            assertThat(Repository.RUNBOOKS.resolve(url.substring(url.lastIndexOf('/') + 1)))
                    .exists();
        }
    }

    @Test
    void eachMarksStartsAndSwitchedFeatures() {
        assertThat(Dashboards.files()).allSatisfy(file -> assertThat(Dashboards.marks(file, "1m"))
                .anySatisfy(query -> assertThat(query).contains("backline_process_start_time_seconds", "version"))
                .anySatisfy(query -> assertThat(query).contains("backline_feature_changes_total")));
    }

    @Test
    void linksLeadWhereThoseOfAlertsDo() {
        String prometheus = Repository.text(Repository.PROMETHEUS.resolve("prometheus.yml"));
        String address = prometheus.replaceAll("(?s).*runbooks: (\\S+).*", "$1");
        assertThat(panels().flatMap(panel -> panel.json().path("links").findValuesAsText("url").stream()))
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url).startsWith(address + "/"));
    }
}
