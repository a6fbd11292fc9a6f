package dev.backline.profiler.shell;

import dev.backline.api.shell.Durations;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.profiler.heap.Heap;
import dev.backline.profiler.run.Runs.Kept;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the heap. */
public final class HeapCommands implements ShellCommands {

    private final Heap heap;

    public HeapCommands(Heap heap) {
        this.heap = heap;
    }

    @Override
    public String scope() {
        return "profiler";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("heap", HeapCommand::new);
    }

    @Command(
            description = "Show what is on the heap: count it, compare two moments, or write all of it to a file",
            footer = {
                "",
                "histogram counts objects by class, and stops the bot for some 0.4 s.",
                "diff counts twice, and says what there is more of.",
                "dump writes everything that is in memory, secrets included, to a file that only the bot's user may read,"
                        + " and stops the bot for a second and more.",
                "",
                "Example: profiler:heap diff --duration 1m"
            })
    private final class HeapCommand implements ShellCommand {

        @Parameters(
                arity = "0..1",
                paramLabel = "ACTION",
                description = "histogram, diff or dump; default: ${DEFAULT-VALUE}")
        private String action = "histogram";

        @Option(
                names = "--duration",
                paramLabel = "TIME",
                description = "between the two counts of diff; default: ${DEFAULT-VALUE}")
        private String duration = "30s";

        @Option(names = "--all", description = "garbage included: it is not collected first")
        private boolean all;

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException {
            RunTexts.print(shell, act(shell), json);
        }

        private Kept act(ShellSession shell) throws IOException {
            switch (action) {
                case "histogram" -> {
                    return heap.histogram(!all, shell.user());
                }
                case "diff" -> {
                    ProgressBar bar = new ProgressBar(shell);
                    try {
                        return heap.difference(Durations.parse(duration), shell.user(), bar);
                    } finally {
                        bar.end();
                    }
                }
                case "dump" -> {
                    return heap.dump(!all, shell.user());
                }
                default -> throw new IllegalArgumentException("Expected histogram, diff or dump, not “" + action + "”");
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "ACTION" -> Stream.of("histogram", "diff", "dump");
                case "TIME" -> Durations.examples();
                default -> Stream.empty();
            };
        }
    }
}
