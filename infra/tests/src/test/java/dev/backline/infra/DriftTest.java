package dev.backline.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever names a metric or a recorded series names one that there is. */
class DriftTest {

    private static final Pattern METRIC = Pattern.compile("\\bbackline_[a-z0-9_]+[a-z0-9]\\b");
    private static final Pattern RECORDED = Pattern.compile("\\bbackline:\\w+(:\\w+)?");

    private static final Pattern SELECTOR = Pattern.compile("\\b(backline_\\w+)\\{([^{}]*)\\}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");

    /** Of Prometheus, and not of the bot. */
    private static final Set<String> OF_EVERY_SERIES = Set.of("job", "instance", "le");

    private static final Pattern WORD = Pattern.compile("[a-z_]+");

    static Stream<Path> whoNamesMetrics() {
        return Stream.of(
                        Repository.files(Repository.PROMETHEUS.resolve("rules"), ".yaml"),
                        Repository.files(Repository.PROMETHEUS.resolve("tests"), ".yaml"),
                        Repository.files(Repository.RUNBOOKS, ".md"),
                        Repository.files(Repository.ROOT.resolve("docs/monitoring"), ".md"),
                        Repository.files(Dashboards.FOLDER, ".json"))
                .flatMap(files -> files.stream());
    }

    @ParameterizedTest
    @MethodSource("whoNamesMetrics")
    void metricsAreThoseOfTheCatalogue(Path file) {
        assertThat(named(METRIC, file).stream().map(Catalogue::family)).isSubsetOf(Catalogue.names());
    }

    @ParameterizedTest
    @MethodSource("whoNamesMetrics")
    void labelsAndTheirValuesAreThoseOfTheCatalogue(Path file) {
        Catalogue catalogue = Catalogue.read();
        // Quotes are escaped in JSON, and bars in tables.
        String text = Repository.text(file).replace("\\\"", "\"").replace("\\|", "|");
        assertThat(SELECTOR.matcher(text).results()).allSatisfy(selector -> {
            String series = selector.group(1);
            assertThat(MATCHER.matcher(selector.group(2))
                            .results()
                            .filter(matcher -> !OF_EVERY_SERIES.contains(matcher.group(1))))
                    .as(selector.group())
                    .allMatch(matcher -> catalogue.isLabel(series, matcher.group(1)))
                    .allMatch(matcher -> Stream.of(matcher.group(2).split("\\|"))
                            .filter(value -> WORD.matcher(value).matches())
                            .allMatch(value -> catalogue.isValue(series, matcher.group(1), value)));
        });
    }

    @ParameterizedTest
    @MethodSource("whoNamesMetrics")
    void recordedSeriesAreThoseOfTheRules(Path file) {
        assertThat(named(RECORDED, file)).isSubsetOf(recorded());
    }

    @Test
    void everyRecordedSeriesIsUsed() {
        Set<String> used = whoNamesMetrics()
                .flatMap(file -> Repository.text(file).lines())
                .filter(line -> !line.contains("- record:"))
                .flatMap(line -> RECORDED.matcher(line).results().map(MatchResult::group))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(used).containsAll(recorded());
    }

    private static Set<String> named(Pattern pattern, Path file) {
        return pattern.matcher(Repository.text(file))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> recorded() {
        return Repository.files(Repository.PROMETHEUS.resolve("rules"), ".yaml").stream()
                .flatMap(file -> Pattern.compile("- record: (\\S+)")
                        .matcher(Repository.text(file))
                        .results())
                .map(record -> record.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
