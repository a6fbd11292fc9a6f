package dev.backline.profiler.shell;

import dev.backline.api.shell.Durations;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.profiler.engine.Engine;
import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.record.Recorder;
import dev.backline.profiler.record.Request;
import dev.backline.profiler.run.Runs.Kept;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands that record. */
public final class RecordCommands implements ShellCommands {

    private static final String BEST = "auto";

    private final Recorder recorder;

    public RecordCommands(Recorder recorder) {
        this.recorder = recorder;
    }

    @Override
    public String scope() {
        return "profiler";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                Kind.CPU.label(),
                CpuCommand::new,
                Kind.WALL.label(),
                WallCommand::new,
                Kind.ALLOC.label(),
                AllocCommand::new,
                Kind.LOCK.label(),
                LockCommand::new);
    }

    @Command(
            description = "Record what uses the CPU, and draw it as a flame graph",
            footer = {"", "Example: profiler:cpu --duration 10s --feature runtime"})
    private final class CpuCommand extends RecordCommand {
        private CpuCommand() {
            super(Kind.CPU);
        }
    }

    @Command(
            description = "Record where threads spend their time, running or waiting",
            footer = {"", "Example: profiler:wall --thread backline-discord"})
    private final class WallCommand extends RecordCommand {
        private WallCommand() {
            super(Kind.WALL);
        }
    }

    @Command(
            description = "Record what allocates memory, and of which types",
            footer = {"", "Example: profiler:alloc --duration 1m"})
    private final class AllocCommand extends RecordCommand {
        private AllocCommand() {
            super(Kind.ALLOC);
        }
    }

    @Command(
            description = "Record who waits for locks that others hold",
            footer = {"", "Example: profiler:lock --engine jfr"})
    private final class LockCommand extends RecordCommand {
        private LockCommand() {
            super(Kind.LOCK);
        }
    }

    /** What all of them have. */
    private abstract class RecordCommand implements ShellCommand {

        private final Kind kind;

        @Option(names = "--duration", paramLabel = "TIME", description = "for how long; default: ${DEFAULT-VALUE}")
        private String duration = "30s";

        @Option(
                names = "--engine",
                paramLabel = "ENGINE",
                description = "auto, async (async-profiler) or jfr (Flight Recorder); default: ${DEFAULT-VALUE}")
        private String engine = BEST;

        @Option(
                names = "--thread",
                arity = "0..1",
                fallbackValue = "",
                paramLabel = "NAME",
                description = "show each thread for itself; with a name, only those that have it in theirs")
        private @Nullable String thread;

        @Option(
                names = "--feature",
                paramLabel = "FEATURE",
                description = "only what is done under the frames of that feature")
        private String feature = "";

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        private RecordCommand(Kind kind) {
            this.kind = kind;
        }

        @Override
        public void run(ShellSession shell) throws IOException {
            Request request = new Request(
                    kind,
                    Durations.parse(duration),
                    engine.equals(BEST) ? Optional.empty() : Optional.of(engine),
                    thread != null,
                    thread == null ? "" : thread,
                    feature,
                    shell.user());
            ProgressBar bar = new ProgressBar(shell);
            Kept kept;
            try {
                kept = recorder.record(request, bar);
            } finally {
                bar.end();
            }
            RunTexts.print(shell, kept, json);
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "TIME" -> Durations.examples();
                case "ENGINE" ->
                    Stream.concat(Stream.of(BEST), recorder.engines().stream().map(Engine::name));
                case "NAME" ->
                    Thread.getAllStackTraces().keySet().stream()
                            .map(Thread::getName)
                            .distinct();
                case "FEATURE" -> recorder.surroundings().features().stream();
                default -> Stream.empty();
            };
        }
    }
}
