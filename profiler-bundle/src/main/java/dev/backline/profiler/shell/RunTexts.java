package dev.backline.profiler.shell;

import dev.backline.api.shell.ShellSession;
import dev.backline.profiler.record.Amounts;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs.Kept;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs as the shell shows them. */
final class RunTexts {

    /** How much of a summary is shown where the whole would be too long. */
    private static final int LINES = 36;

    private RunTexts() {}

    /** Prints a run that was just made: what it says, and where it is, which scripts take from the last line. */
    static void print(ShellSession shell, Kept kept, boolean json) throws IOException {
        Run run = kept.run();
        if (json) {
            shell.out().println(json(run));
            return;
        }
        if (Files.exists(run.file(Run.SUMMARY))) {
            List<String> lines = Files.readAllLines(run.file(Run.SUMMARY));
            lines.stream().limit(LINES).forEach(shell.out()::println);
            if (lines.size() > LINES) {
                shell.out().println("… the whole of it: profiler:show " + run.name());
            }
        }
        if (!kept.gone().isEmpty()) {
            shell.out()
                    .println("Profiles took too much of the disk, and the oldest went: "
                            + String.join(
                                    ", ", kept.gone().stream().map(Run::name).toList()));
        }
        shell.out().println(run.folder());
    }

    static JsonObject json(Run run) throws IOException {
        JsonArrayBuilder files = Json.createArrayBuilder();
        try (Stream<Path> all = Files.list(run.folder())) {
            all.map(file -> String.valueOf(file.getFileName())).sorted().forEach(files::add);
        }
        return Json.createObjectBuilder()
                .add("name", run.name())
                .add("kind", run.kind())
                .add("started", run.started().toString())
                .add("seconds", run.lasted().toNanos() / 1e9)
                .add("headline", run.headline())
                .add("engine", run.scope().engine())
                .add("thread", run.scope().thread())
                .add("feature", run.scope().feature())
                .add("bytes", run.size())
                .add("folder", run.folder().toString())
                .add("files", files)
                .build();
    }

    static String size(Run run) throws IOException {
        return Amounts.bytes(run.size());
    }
}
