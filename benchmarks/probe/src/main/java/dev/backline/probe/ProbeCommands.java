package dev.backline.probe;

import dev.backline.api.audio.TrackSource;
import dev.backline.api.command.Commands;
import dev.backline.api.playback.Sessions;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.sandbox.Sandbox;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands of the shell by which the release gate measures from outside. They print JSON, an object a line. */
@Component
public final class ProbeCommands implements ShellCommands {

    private static final String MUSIC = "music";
    private static final int CALIBRATIONS = 15;

    private final Jvm jvm = new Jvm();
    private final Calibration calibration = new Calibration();
    private final ServiceTracker<Commands, Commands> commands;
    private final ServiceTracker<TrackSource, TrackSource> sources;
    private final Operations operations;
    private final Burdens burdens;

    @Activate
    public ProbeCommands(BundleContext context, @Reference Sessions sessions, @Reference Sandbox sandbox) {
        commands = new ServiceTracker<>(context, Commands.class, null);
        commands.open();
        sources = new ServiceTracker<>(context, TrackSource.class, null);
        sources.open();
        operations = new Operations(this::commandsInUse, this::sourcesInOrder, sessions, sandbox);
        burdens = new Burdens(context);
    }

    @Deactivate
    void close() {
        burdens.close();
        sources.close();
        commands.close();
    }

    private Commands commandsInUse() {
        return Objects.requireNonNull(commands.getService(), "The bot has no commands");
    }

    private List<TrackSource> sourcesInOrder() {
        ServiceReference<TrackSource>[] references = sources.getServiceReferences();
        return references == null
                ? List.of()
                : Stream.of(references)
                        .sorted(Collections.reverseOrder())
                        .flatMap(reference -> Stream.ofNullable(sources.getService(reference)))
                        .toList();
    }

    @Override
    public String scope() {
        return "probe";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("run", RunCommand::new, "process", ProcessCommand::new, "burden", BurdenCommand::new);
    }

    @Command(
            description = "Measure what the bot does",
            footer = {
                "",
                "WHAT is the beginning of the name of an operation (command queue), or empty for all but music, or"
                        + " music where guilds play. --seconds does it again and again, for a profiler, and"
                        + " measures nothing.",
                "",
                "Example: probe:run 'command queue'"
            })
    private final class RunCommand implements ShellCommand {

        @Parameters(arity = "0..1", paramLabel = "WHAT", description = "what is measured; default: all but music")
        private String what = "";

        @Option(names = "--rounds", paramLabel = "N", description = "of which the least counts; default: 15")
        private int rounds = 15;

        @Option(names = "--seconds", paramLabel = "N", description = "do it so long, and measure nothing")
        private int seconds;

        @Override
        public void run(ShellSession shell) throws Exception {
            List<Operation> all = what.startsWith(MUSIC) ? List.of(operations.music()) : operations.ofGuilds();
            List<Operation> wanted = all.stream()
                    .filter(operation -> operation.name().startsWith(what))
                    .toList();
            if (wanted.isEmpty()) {
                throw new IllegalArgumentException("Nothing begins with “" + what + "”; there are music packet, "
                        + String.join(", ", all.stream().map(Operation::name).toList()));
            }
            if (seconds > 0) {
                for (Operation operation : wanted) {
                    repeat(operation);
                }
            } else {
                for (Figures figures : Measurement.of(jvm, calibration, wanted, rounds)) {
                    shell.out().println(json(figures));
                }
            }
        }

        private void repeat(Operation operation) throws Exception {
            long end = System.nanoTime() + seconds * 1_000_000_000L;
            while (System.nanoTime() < end) {
                int unused = operation.batch().run();
            }
        }
    }

    private static JsonObject json(Figures figures) {
        return Json.createObjectBuilder()
                .add("operation", figures.operation())
                .add("allocatedBytes", figures.allocatedBytes())
                .add("cpuNanos", figures.cpuNanos())
                .add("calibrationNanos", figures.calibrationNanos())
                .add("retained", figures.retained())
                .add("retainedClass", figures.retainedClass())
                .build();
    }

    @Command(
            description = "Show what the process has used, and what it holds after collecting garbage",
            footer = {"", "Example: probe:process"})
    private final class ProcessCommand implements ShellCommand {

        @Override
        public void run(ShellSession shell) {
            // Before anything is done for the answer itself.
            long cpu = jvm.cpuNanos();
            long allocated = jvm.allocatedBytes();
            long classes = jvm.loadedClasses();
            long unit = Long.MAX_VALUE;
            for (int i = 0; i < CALIBRATIONS; i++) {
                unit = Math.min(unit, calibration.nanos());
            }
            shell.out()
                    .println(Json.createObjectBuilder()
                            .add("cpuNanos", cpu)
                            .add("allocatedBytes", allocated)
                            .add("loadedClasses", classes)
                            .add("threads", jvm.threads())
                            .add("heapBytes", jvm.live().bytes())
                            .add("calibrationNanos", unit)
                            .build());
        }
    }

    @Command(
            description = "Make the bot worse on purpose, to see whether that is noticed",
            footer = {"", "Example: probe:burden allocate queue 500"})
    private final class BurdenCommand implements ShellCommand {

        @Parameters(
                index = "0",
                paramLabel = "HOW",
                description = "allocate COMMAND BYTES, leak COMMAND, slow QUERY NANOSECONDS, or none")
        private String how = "none";

        @Parameters(index = "1", arity = "0..1", paramLabel = "WHAT", description = "the command or query")
        private String what = "";

        @Parameters(index = "2", arity = "0..1", paramLabel = "N", description = "how much")
        private int amount;

        @Override
        public void run(ShellSession shell) {
            burdens.close();
            switch (how) {
                case "allocate" -> burdens.allocate(commandsInUse(), what, amount);
                case "leak" -> burdens.leak(commandsInUse(), what);
                case "slow" -> burdens.slowDown(operations.source(what), amount);
                case "none" -> {}
                default ->
                    throw new IllegalArgumentException("Expected allocate, leak, slow or none, not “" + how + "”");
            }
        }
    }
}
