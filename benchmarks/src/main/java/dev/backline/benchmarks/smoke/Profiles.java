package dev.backline.benchmarks.smoke;

import dev.backline.benchmarks.Bot;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Profiles of operations, kept beside the baseline: where a figure is beyond its limit, the flame graph shows what is
 * different.
 */
final class Profiles {

    private static final int SECONDS = 6;

    /** What a profile of the profiler consists of, as far as it is compared. */
    private static final List<String> KEPT = List.of("run.json", "stacks.collapsed");

    private final Path folder;

    /**
     * Of a baseline.
     *
     * @param folder made when it is needed
     */
    Profiles(Path folder) {
        this.folder = folder;
    }

    /** Which kind of profile shows more of such a figure, if any does. */
    static Optional<String> kind(Figure figure) {
        boolean repeats = figure.operation().contains(" ");
        return switch (figure.kind()) {
            case ALLOCATED_BYTES, RETAINED -> repeats ? Optional.of("alloc") : Optional.empty();
            case CPU -> repeats ? Optional.of("cpu") : Optional.empty();
            case HEAP_BYTES, CLASSES, THREADS -> Optional.empty();
        };
    }

    /** Keeps one of that operation, in the place of the one before. */
    void keep(Bot bot, String operation, String kind) throws IOException, InterruptedException {
        Path run = record(bot, operation, kind);
        Files.createDirectories(folder);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file(operation, kind)))) {
            for (String each : KEPT) {
                ZipEntry entry = new ZipEntry(each);
                // The same content is the same file.
                entry.setTime(0);
                zip.putNextEntry(entry);
                Files.copy(run.resolve(each), zip);
            }
        }
    }

    /**
     * Draws what is different from the one that was kept.
     *
     * @param into where the flame graph goes
     * @return the flame graph; empty when none was kept
     */
    Optional<Path> difference(Bot bot, String operation, String kind, Path into)
            throws IOException, InterruptedException {
        Path kept = file(operation, kind);
        if (Files.notExists(kept)) {
            return Optional.empty();
        }
        Path after = record(bot, operation, kind);
        String name = "baseline-" + kind;
        Path before = after.resolveSibling(name);
        if (Files.notExists(before)) {
            Files.createDirectory(before);
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(kept))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (KEPT.contains(entry.getName())) {
                    try (OutputStream file = Files.newOutputStream(before.resolve(entry.getName()))) {
                        zip.transferTo(file);
                    }
                }
            }
        }
        Path drawn = run(bot, "profiler:diff " + name + " " + after.getFileName());
        Files.createDirectories(into);
        Path graph = into.resolve(fileName(operation, kind) + ".html");
        try (InputStream content = Files.newInputStream(drawn.resolve("flamegraph.html"))) {
            Files.write(graph, content.readAllBytes());
        }
        return Optional.of(graph);
    }

    /** The profiler has to be there. */
    private static Path record(Bot bot, String operation, String kind) throws IOException, InterruptedException {
        CompletableFuture<String> load = bot.execBeside("probe:run '" + operation + "' --seconds " + (SECONDS + 3));
        Path recorded = run(bot, "profiler:" + kind + " --duration " + SECONDS + "s");
        try {
            load.get();
        } catch (ExecutionException e) {
            throw new IOException("Nothing happened while it was recorded", e);
        }
        return recorded;
    }

    /** Where what a line of the shell makes is. */
    private static Path run(Bot bot, String line) throws IOException, InterruptedException {
        JsonObject made = bot.json(line + " --json").getFirst().asJsonObject();
        return Path.of(made.getString("folder"));
    }

    private Path file(String operation, String kind) {
        return folder.resolve(fileName(operation, kind) + ".zip");
    }

    private static String fileName(String operation, String kind) {
        return operation.replace(' ', '-') + "-" + kind;
    }
}
