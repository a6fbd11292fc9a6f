package dev.backline.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The dashboards of {@code docs/monitoring}. */
public final class Dashboards {

    static final Path FOLDER = Repository.ROOT.resolve("docs/monitoring/dashboards");

    /**
     * Something that is drawn.
     *
     * @param dashboard where it stands
     * @param json as Grafana reads it
     */
    public record Panel(String dashboard, JsonNode json) {

        String title() {
            return json.path("title").asText();
        }

        /** What it asks Prometheus, for all instances and commands, with rates over that time. */
        public List<String> queries(String rateInterval) {
            List<String> queries = new ArrayList<>();
            for (JsonNode target : json.path("targets")) {
                queries.add(filledIn(target.path("expr").asText(), rateInterval));
            }
            return queries;
        }

        @Override
        public String toString() {
            return dashboard + ": " + title();
        }
    }

    private Dashboards() {}

    private static String filledIn(String query, String rateInterval) {
        return query.replace("$__rate_interval", rateInterval)
                .replace("$instance", ".+")
                .replace("$command", ".+")
                .replace("$node", ".+");
    }

    public static Stream<Path> files() {
        return Repository.files(FOLDER, ".json").stream();
    }

    static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a dashboard asks Prometheus for its marks, for all instances, with increases over that time. */
    public static List<String> marks(Path file, String rateInterval) {
        List<String> queries = new ArrayList<>();
        for (JsonNode marks : json(file).at("/annotations/list")) {
            if (marks.at("/datasource/type").asText().equals("prometheus")) {
                queries.add(filledIn(marks.path("expr").asText(), rateInterval));
            }
        }
        return queries;
    }

    /** All panels but the headings. */
    public static Stream<Panel> panels() {
        return files().flatMap(
                        file -> StreamSupport.stream(json(file).path("panels").spliterator(), false)
                                .filter(panel -> !panel.path("type").asText().equals("row"))
                                .map(panel -> new Panel(Repository.stem(file), panel)));
    }
}
