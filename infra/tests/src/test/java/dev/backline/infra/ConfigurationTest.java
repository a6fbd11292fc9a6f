package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.infra.stack.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether the programs accept the configuration that they are given here. */
class ConfigurationTest {

    private static final Path INFRA = Repository.ROOT.resolve("infra");
    private static final Pattern SECRET = Pattern.compile("(?:password|credentials)_file: (secrets/\\S+)");
    private static final Pattern EXAMPLE = Pattern.compile("\\bexample\\.(org|com|net)\\b|//alert-receiver\\b");
    private static final Pattern VOLUME = Pattern.compile("- ([a-z]+):(/\\S+)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)");
    private static final Pattern TARGETS = Pattern.compile("files: \\[(targets/[^\\]]+)\\]");
    private static final Pattern EXPOSURE = Pattern.compile("Overall exposure level for \\S+: ([\\d.]+)");

    @Test
    void prometheusAcceptsItsConfiguration(@TempDir Path folder) throws IOException {
        copy(Repository.PROMETHEUS, folder);
        giveSecrets(folder, "prometheus.yml");
        Outcome outcome = Tool.PROMTOOL.run(folder, "check", "config", "prometheus.yml");
        assertThat(outcome.code()).as(outcome.output()).isZero();
        assertThat(outcome.output()).contains("rule files found");
    }

    @Test
    void theFoldersOfTargetsThatPrometheusWatchesAreThere() {
        List<Path> folders = TARGETS.matcher(Repository.text(Repository.PROMETHEUS.resolve("prometheus.yml")))
                .results()
                .map(files -> Repository.PROMETHEUS.resolve(files.group(1)).resolveSibling(""))
                .toList();
        assertThat(folders).hasSizeGreaterThan(2).allSatisfy(folder -> assertThat(folder)
                .isDirectory());
    }

    @Test
    void thePasswordOfNodesIsNotSentInClear() {
        Object configuration = Repository.yaml(Repository.PROMETHEUS.resolve("prometheus.yml"));
        List<String> schemes = Repository.maps(configuration, "scrape_configs").stream()
                .filter(job -> "lavalink".equals(job.get("job_name")))
                .map(job -> String.valueOf(job.get("scheme")))
                .toList();
        assertThat(schemes).containsExactly("https");
    }

    @Test
    void alertmanagerAcceptsItsConfiguration() {
        Outcome outcome = Tool.AMTOOL.run(INFRA.resolve("alertmanager"), "check-config", "alertmanager.yml");
        assertThat(outcome.code()).as(outcome.output()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "page, operations, on-call",
        "page, developers, on-call",
        "ticket, operations, tickets",
        "ticket, developers, developers",
        "none, operations, watchdog"
    })
    void alertsReachWhoIsToHearOfThem(String severity, String team, String receiver) {
        Outcome outcome = Tool.AMTOOL.run(
                INFRA.resolve("alertmanager"),
                "config",
                "routes",
                "test",
                "--config.file=alertmanager.yml",
                "severity=" + severity,
                "team=" + team);
        assertThat(outcome.output().lines().toList().getLast()).isEqualTo(receiver);
    }

    @Test
    void theComposeFilesAreValid(@TempDir Path folder) throws IOException {
        Path infra = folder.resolve("infra");
        copy(INFRA, infra);
        Files.writeString(infra.resolve(".env"), "LAVALINK_PASSWORD=nobody-asks-for-it\n");
        for (List<String> files : List.of(
                List.of("compose.yaml"),
                List.of("compose.yaml", "compose.dev.yaml"),
                List.of("compose.yaml", "compose.lavalink.yaml"),
                List.of("compose.lavalink.yaml"))) {
            List<String> arguments = new ArrayList<>();
            files.forEach(file -> arguments.addAll(List.of("--file", file)));
            arguments.addAll(List.of("config", "--quiet"));
            Outcome outcome = Tool.COMPOSE.run(infra, arguments.toArray(String[]::new));
            assertThat(outcome.code()).as(outcome.output()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", "compose.lavalink.yaml"})
    void whatAComposeFileMountsIsThere(String file) {
        Matcher mounts = Pattern.compile("- (\\.{1,2}/\\S+?):/").matcher(Repository.text(INFRA.resolve(file)));
        List<Path> sources = mounts.results()
                // Those are the operator's.
                .filter(mount -> !mount.group(1).startsWith("./secrets/"))
                .map(mount -> INFRA.resolve(mount.group(1)).normalize())
                .toList();
        assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(source).exists());
    }

    @Test
    void nothingOfADeskIsKeptWhereProductionWouldFindIt() {
        String development = Repository.text(INFRA.resolve("compose.dev.yaml"));
        List<MatchResult> volumes = VOLUME.matcher(Repository.text(INFRA.resolve("compose.yaml")))
                .results()
                .toList();
        assertThat(volumes).hasSizeGreaterThan(3).allSatisfy(volume -> assertThat(development)
                .contains("- " + volume.group(1) + "-dev:" + volume.group(2) + "\n")
                .contains("  " + volume.group(1) + "-dev: {}\n"));
    }

    @Test
    void whatMayBeSetForComposeIsListed() {
        String list = Repository.text(INFRA.resolve("README.md"));
        assertThat(VARIABLE.matcher(Repository.text(INFRA.resolve("compose.yaml")))
                        .results()
                        .map(variable -> variable.group(1)))
                .hasSizeGreaterThan(3)
                .allSatisfy(variable -> assertThat(list).contains("| `" + variable + "` |"));
    }

    @Test
    void whatAnOperatorHasToFillInIsListed() throws IOException {
        String list = Repository.text(INFRA.resolve("README.md"));
        List<String> withExamples = filesWithExamples();
        assertThat(withExamples).hasSizeGreaterThanOrEqualTo(3);
        assertThat(withExamples).allSatisfy(file -> assertThat(list).contains("| `" + file + "` |"));
    }

    /** Of the configuration, by their paths; examples in comments and pages need not be filled in. */
    private static List<String> filesWithExamples() throws IOException {
        try (Stream<Path> files = Files.walk(INFRA)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(INFRA.resolve("tests"))
                            && !file.startsWith(INFRA.resolve("secrets"))
                            && !file.toString().endsWith(".md"))
                    .filter(file -> Repository.text(file)
                            .lines()
                            .anyMatch(line -> !line.strip().startsWith("#")
                                    && EXAMPLE.matcher(line).find()))
                    .map(file -> INFRA.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void productionPublishesNoPort() {
        assertThat(Repository.text(INFRA.resolve("compose.yaml"))).doesNotContain("ports:");
    }

    @Test
    void theSystemdUnitIsValidAndTight(@TempDir Path folder) throws IOException {
        // The command has to be there to be verified.
        String unit = Repository.text(INFRA.resolve("systemd/backline.service"))
                .replace("/opt/backline/bin/backline", "/bin/true");
        Path file = Files.writeString(folder.resolve("backline.service"), unit);
        Outcome verified = Tool.SYSTEMD_ANALYZE.run(folder, "verify", file.toString());
        assertThat(verified.output()).isEmpty();
        assertThat(verified.code()).isZero();
        Outcome security = Tool.SYSTEMD_ANALYZE.run(folder, "security", "--offline=true", file.toString());
        Matcher exposure = EXPOSURE.matcher(security.output());
        assertThat(exposure.find()).as(security.output()).isTrue();
        // 0 is best and 10 worst; without a network it would be a bot no more.
        assertThat(Double.parseDouble(exposure.group(1))).isLessThanOrEqualTo(1.5);
    }

    private static void giveSecrets(Path folder, String configuration) throws IOException {
        Matcher secrets = SECRET.matcher(Repository.text(folder.resolve(configuration)));
        while (secrets.find()) {
            Path secret = folder.resolve(secrets.group(1));
            Files.createDirectories(folder.resolve("secrets"));
            Files.writeString(secret, "secret");
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!target.toString().contains("/target/")) {
                    Files.createDirectories(target.resolve(".."));
                    Files.copy(file, target);
                }
            }
        }
    }
}
