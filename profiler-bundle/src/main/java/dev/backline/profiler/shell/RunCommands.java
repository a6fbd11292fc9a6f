package dev.backline.profiler.shell;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import dev.backline.profiler.diff.Comparison;
import dev.backline.profiler.record.Amounts;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about what was recorded. */
public final class RunCommands implements ShellCommands {

    private final Runs runs;
    private final Comparison comparison;

    public RunCommands(Runs runs, Comparison comparison) {
        this.runs = runs;
        this.comparison = comparison;
    }

    @Override
    public String scope() {
        return "profiler";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                "list",
                ListCommand::new,
                "show",
                ShowCommand::new,
                "diff",
                DiffCommand::new,
                "clean",
                CleanCommand::new);
    }

    private Stream<String> names() {
        try {
            return runs.list().stream().map(Run::name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(description = "List what was recorded, the newest first")
    private final class ListCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException {
            List<Run> all = runs.list();
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                for (Run run : all) {
                    array.add(RunTexts.json(run));
                }
                shell.out().println(array.build());
                return;
            }
            ShellTable table = new ShellTable("NAME", "WHEN", "SECONDS", "SIZE", "SAYS");
            long sum = 0;
            for (Run run : all) {
                sum += run.size();
                table.add(
                        run.name(),
                        Amounts.moment(run.started()),
                        run.lasted().isZero() ? "-" : Long.toString(run.lasted().toSeconds()),
                        RunTexts.size(run),
                        run.headline());
            }
            table.print(shell.out(), Math.max(shell.width(), 160));
            shell.out().printf("%s of %s in %s%n", Amounts.bytes(sum), Amounts.bytes(runs.limit()), runs.folder());
        }
    }

    @Command(description = "Show what a run says")
    private final class ShowCommand implements ShellCommand {

        @Parameters(arity = "0..1", paramLabel = "RUN", description = "as profiler:list names it; default: the newest")
        private String name = "";

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException {
            Run run = runs.find(name);
            if (json) {
                shell.out().println(RunTexts.json(run));
                return;
            }
            if (Files.exists(run.file(Run.SUMMARY))) {
                shell.out().print(Files.readString(run.file(Run.SUMMARY)));
            }
            shell.out().println(run.folder());
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    @Command(
            description = "Show what is different between two runs of one kind",
            footer = {
                "",
                "Red in the flame graph is what the second one has more of, blue what it has less of. Runs of different"
                        + " length are compared by the second. Two heap histograms are compared class by class."
            })
    private final class DiffCommand implements ShellCommand {

        @Parameters(index = "0", paramLabel = "BEFORE", description = "as profiler:list names it")
        private String before = "";

        @Parameters(index = "1", paramLabel = "AFTER", description = "as profiler:list names it")
        private String after = "";

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException {
            RunTexts.print(shell, comparison.compare(runs.find(before), runs.find(after)), json);
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    @Command(description = "Remove old runs")
    private final class CleanCommand implements ShellCommand {

        @Parameters(arity = "0..*", paramLabel = "RUN", description = "these alone")
        private List<String> some = new ArrayList<>();

        @Option(
                names = "--keep",
                paramLabel = "N",
                description = "keep that many of the newest; default: ${DEFAULT-VALUE}")
        private int keep = 10;

        @Option(names = "--dry-run", description = "only say what would be removed")
        private boolean dryRun;

        @Override
        public void run(ShellSession shell) throws IOException {
            if (keep < 0) {
                throw new IllegalArgumentException("Expected how many to keep, 0 or more, not " + keep);
            }
            List<Run> old = new ArrayList<>();
            if (some.isEmpty()) {
                old.addAll(runs.list().stream().skip(keep).toList());
            } else {
                for (String name : some) {
                    old.add(runs.find(name));
                }
            }
            long sum = 0;
            for (Run run : old) {
                sum += run.size();
                shell.out().println(run.name());
                if (!dryRun) {
                    runs.remove(run);
                }
            }
            shell.out()
                    .printf(
                            "%d %s removed, %s%n",
                            old.size(), dryRun ? "would be" : old.size() == 1 ? "was" : "were", Amounts.bytes(sum));
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("RUN") ? names() : Stream.of("0", "1", "10");
        }
    }
}
