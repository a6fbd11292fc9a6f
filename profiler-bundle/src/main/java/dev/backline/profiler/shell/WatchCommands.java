package dev.backline.profiler.shell;

import dev.backline.api.shell.Durations;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.profiler.record.Amounts;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.watch.Continuous;
import dev.backline.profiler.watch.Limits;
import dev.backline.profiler.watch.Watch;
import dev.backline.profiler.watch.Watching;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about the recording that goes on, and about who watches it. */
public final class WatchCommands implements ShellCommands {

    /** Longer than any recording goes back. */
    private static final Duration EVERYTHING = ChronoUnit.FOREVER.getDuration();

    private final Continuous continuous;
    private final Watching watching;
    private final Limits usual;

    /**
     * Makes the commands.
     *
     * @param usual limits where the operator gives none
     */
    public WatchCommands(Continuous continuous, Watching watching, Limits usual) {
        this.continuous = continuous;
        this.watching = watching;
        this.usual = usual;
    }

    @Override
    public String scope() {
        return "profiler";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("jfr", JfrCommand::new, "watch", WatchCommand::new);
    }

    /** How the recording that goes on is, in one line. */
    static String describe(Continuous continuous) {
        return continuous
                .state()
                .map(state -> "recording since " + Amounts.moment(state.since()) + ", " + Amounts.bytes(state.bytes()))
                .orElseGet(() -> continuous.ended().map(why -> "off: " + why).orElse("off"));
    }

    /** What is watched, in one line. */
    static String describe(Watching watching) {
        Optional<Watch> running = watching.watch();
        return running.map(watch -> describe(watch.limits())
                        + watch.last()
                                .map(at -> "; evidence was kept at " + Amounts.moment(at))
                                .orElse(""))
                .orElse("off");
    }

    private static String describe(Limits limits) {
        return String.format(
                Locale.ROOT,
                "p99 of a command over %d ms, CPU over %.0f %%, old generation over %.0f %%, once in %d min",
                limits.p99().toMillis(),
                100 * limits.cpu(),
                100 * limits.oldGeneration(),
                limits.pause().toMinutes());
    }

    @Command(
            description = "Record continuously, and keep what was recorded when it is of use",
            footer = {
                "",
                "start begins a recording of Flight Recorder that forgets what is old, dump keeps what it holds and draws a"
                        + " flame graph of its CPU samples, stop ends it. How much it may take and how far back it goes"
                        + " are settings of dev.backline.profiler.",
                "",
                "Example: profiler:jfr dump --last 2m"
            })
    private final class JfrCommand implements ShellCommand {

        @Parameters(
                arity = "0..1",
                paramLabel = "ACTION",
                description = "start, dump, stop or status; default: ${DEFAULT-VALUE}")
        private String action = "status";

        @Option(names = "--last", paramLabel = "TIME", description = "keep only that time; default: everything")
        private @Nullable String last;

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException {
            switch (action) {
                case "start" ->
                    shell.out()
                            .println(
                                    continuous.start()
                                            ? "It records. profiler:jfr dump keeps what it holds."
                                            : "It records already, " + describe(continuous));
                case "dump" -> {
                    Duration time = last == null ? EVERYTHING : Durations.parse(last);
                    RunTexts.print(shell, continuous.keep(time, "by hand", Optional.empty()), json);
                }
                case "stop" -> {
                    if (watching.watch().isPresent()) {
                        throw new IllegalStateException(
                                "The watch needs the recording; profiler:watch off ends the watch");
                    }
                    shell.out().println(continuous.stop() ? "It records no more." : "It does not record.");
                }
                case "status" -> shell.out().println(describe(continuous));
                default ->
                    throw new IllegalArgumentException("Expected start, dump, stop or status, not “" + action + "”");
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "ACTION" -> Stream.of("start", "dump", "stop", "status");
                case "TIME" -> Durations.examples();
                default -> Stream.empty();
            };
        }
    }

    @Command(
            description = "Keep the last minute when something goes wrong, with a flame graph",
            footer = {
                "",
                "While it is on, a continuous recording runs. When a command becomes slow, the CPU busy or the old"
                        + " generation full, the last minute is kept as a run, once in a while. What is too much is set"
                        + " here or in dev.backline.profiler. raise keeps evidence for a reason of your own, for whoever"
                        + " passes on alerts.",
                "",
                "Example: profiler:watch on --p99 500ms"
            })
    private final class WatchCommand implements ShellCommand {

        @Parameters(
                arity = "0..1",
                paramLabel = "ACTION",
                description = "on, off, raise or status; default: ${DEFAULT-VALUE}")
        private String action = "status";

        @Option(
                names = "--p99",
                paramLabel = "TIME",
                description = "what 99 of 100 uses of a command within a minute may take")
        private @Nullable String p99;

        @Option(names = "--cpu", paramLabel = "PERCENT", description = "of all CPUs, over half a minute")
        private double cpu = Double.NaN;

        @Option(names = "--old", paramLabel = "PERCENT", description = "of the old generation")
        private double old = Double.NaN;

        @Option(names = "--reason", paramLabel = "TEXT", description = "why evidence is kept, for raise")
        private String reason = "raised by hand";

        @Override
        public void run(ShellSession shell) throws IOException {
            switch (action) {
                case "raise" -> raise(shell);
                case "on" -> {
                    watching.start(limits());
                    shell.out().println("It watches: " + describe(watching));
                }
                case "off" -> shell.out().println(watching.stop() ? "It watches no more." : "It does not watch.");
                case "status" -> shell.out().println(describe(watching));
                default ->
                    throw new IllegalArgumentException("Expected on, off, raise or status, not “" + action + "”");
            }
        }

        private void raise(ShellSession shell) throws IOException {
            if (watching.watch().isEmpty()) {
                throw new IllegalStateException("It does not watch; profiler:watch on begins");
            }
            Optional<Kept> kept = watching.raise(reason);
            if (kept.isPresent()) {
                RunTexts.print(shell, kept.get(), false);
            } else {
                shell.out()
                        .println("Nothing was kept: there is evidence of a short while ago, or the log says why not.");
            }
        }

        private Limits limits() {
            return new Limits(
                    p99 == null ? usual.p99() : Durations.parse(p99),
                    share(cpu, usual.cpu()),
                    share(old, usual.oldGeneration()),
                    usual.pause());
        }

        private static double share(double percent, double otherwise) {
            if (Double.isNaN(percent)) {
                return otherwise;
            }
            if (percent <= 0 || percent > 100) {
                throw new IllegalArgumentException("Expected a percentage of more than 0 to 100, not " + percent);
            }
            return percent / 100;
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "ACTION" -> Stream.of("on", "off", "raise", "status");
                case "TIME" -> Stream.of("500ms", "1s", "2s");
                case "PERCENT" -> Stream.of("70", "80", "90");
                default -> Stream.empty();
            };
        }
    }
}
