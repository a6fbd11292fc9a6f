package dev.backline.profiler.run;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/**
 * What one use of the profiler left.
 *
 * @param name of its folder: time, kind and version
 * @param kind {@code cpu}, {@code wall}, {@code alloc}, {@code lock}, {@code heap}, {@code jfr}, {@code threads} or
 *     {@code diff}
 * @param started when
 * @param lasted how long it took; zero for what shows one moment
 * @param headline what it says, in one line
 * @param scope what it holds of what there was
 * @param folder where its files are
 */
public record Run(
        String name, String kind, Instant started, Duration lasted, String headline, Scope scope, Path folder) {

    public static final String FLAME_GRAPH = "flamegraph.html";
    public static final String RECORDING = "recording.jfr";
    public static final String COLLAPSED = "stacks.collapsed";
    public static final String PPROF = "profile.pb.gz";
    public static final String SUMMARY = "summary.md";
    public static final String HISTOGRAM = "histogram.txt";

    private static final String ABOUT = "run.json";

    /** One of its files; it need not exist. */
    public Path file(String file) {
        return folder.resolve(file);
    }

    void write(Path into) throws IOException {
        JsonObject about = Json.createObjectBuilder()
                .add("kind", kind)
                .add("started", started.toString())
                .add("seconds", lasted.toNanos() / 1e9)
                .add("headline", headline)
                .add("engine", scope.engine())
                .add("thread", scope.thread())
                .add("feature", scope.feature())
                .build();
        Files.writeString(into.resolve(ABOUT), about + "\n");
    }

    /**
     * Reads one.
     *
     * @throws IOException when the folder is none of a run
     */
    static Run read(Path folder) throws IOException {
        try (JsonReader reader = Json.createReader(Files.newBufferedReader(folder.resolve(ABOUT)))) {
            JsonObject about = reader.readObject();
            return new Run(
                    String.valueOf(folder.getFileName()),
                    about.getString("kind"),
                    Instant.parse(about.getString("started")),
                    Duration.ofNanos((long) (about.getJsonNumber("seconds").doubleValue() * 1e9)),
                    about.getString("headline"),
                    new Scope(
                            about.getString("engine", ""),
                            about.getString("thread", ""),
                            about.getString("feature", "")),
                    folder);
        } catch (JsonException | NullPointerException | ClassCastException | DateTimeException e) {
            throw new IOException(folder + " is not a run of the profiler", e);
        }
    }

    /** Bytes that its files take. */
    public long size() throws IOException {
        return Folders.size(folder);
    }
}
