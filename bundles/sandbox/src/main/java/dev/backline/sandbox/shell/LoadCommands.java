package dev.backline.sandbox.shell;

import dev.backline.api.shell.Durations;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.sandbox.Load;
import dev.backline.sandbox.Load.Latency;
import dev.backline.sandbox.Load.Report;
import dev.backline.sandbox.Load.Settings;
import dev.backline.sandbox.voice.Gap;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands to make load. */
@Component
public final class LoadCommands implements ShellCommands {

    private final Load load;

    @Activate
    public LoadCommands(@Reference Load load) {
        this.load = load;
    }

    @Override
    public String scope() {
        return "sandbox";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("load", LoadCommand::new);
    }

    @Command(
            description = "Make load: commands of many members at a steady rate, while music plays",
            footer = {"", "Example: sandbox:load start --guilds 200 --rate 50 --playing 20 --duration 60s --wait"})
    private final class LoadCommand implements ShellCommand {

        @Parameters(paramLabel = "ACTION", description = "start, status or stop")
        private String action = "";

        @Option(names = "--guilds", paramLabel = "N", description = "guilds; default: ${DEFAULT-VALUE}")
        private int guilds = 200;

        @Option(names = "--rate", paramLabel = "N", description = "commands per second; default: ${DEFAULT-VALUE}")
        private double rate = 50;

        @Option(
                names = "--playing",
                paramLabel = "N",
                description = "guilds in which music plays; default: ${DEFAULT-VALUE}")
        private int playing = 20;

        @Option(names = "--duration", paramLabel = "TIME", description = "e.g. 60s, up to 24h; default: until stopped")
        private String duration = "0s";

        @Option(names = "--seed", paramLabel = "N", description = "of the random choices; default: ${DEFAULT-VALUE}")
        private long seed = 1;

        @Option(names = "--record", paramLabel = "FILE", description = "write each exchange to a CSV file")
        private @Nullable Path file;

        @Option(names = "--wait", description = "return when the duration is over, and print the report")
        private boolean wait;

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws InterruptedException {
            switch (action) {
                case "start" -> start(shell);
                case "status" -> print(shell.out(), report());
                case "stop" -> {
                    load.stop();
                    load.report().ifPresentOrElse(report -> print(shell.out(), report), () -> shell.out()
                            .println(json ? "null" : "Ended before it began."));
                }
                default -> throw new IllegalArgumentException("Expected start, status or stop, not “" + action + "”");
            }
        }

        private void start(ShellSession shell) throws InterruptedException {
            Duration length = Durations.parseOrZero(duration);
            if (wait && length.isZero()) {
                throw new IllegalArgumentException("--wait needs a --duration");
            }
            load.start(new Settings(guilds, rate, playing, length, seed, Optional.ofNullable(file)));
            if (!wait) {
                if (json) {
                    print(shell.out(), report());
                } else {
                    shell.out().println("Started: sandbox:load status says how it goes, sandbox:load stop ends it.");
                }
                return;
            }
            while (report().running()) {
                Thread.sleep(500);
                if (shell.interactive()) {
                    Report now = report();
                    shell.out()
                            .printf(
                                    "\r%d of %d s, %d sent, %d answered ",
                                    now.lasted().toSeconds(), length.toSeconds(), now.sent(), now.answered());
                    shell.out().flush();
                }
            }
            // What was sent last may still be answered.
            Thread.sleep(1000);
            if (shell.interactive()) {
                shell.out().println();
            }
            print(shell.out(), report());
        }

        private Report report() {
            return load.report().orElseThrow(() -> new IllegalStateException("There was no load yet"));
        }

        private void print(PrintStream out, Report report) {
            if (json) {
                out.println(json(report));
                return;
            }
            out.printf(
                    Locale.ROOT,
                    "%s, %.1f s, %d sent (%.1f per second), %d acknowledged, %d answered, %d unanswered, %d in flight,"
                            + " %d rejected%n",
                    report.running() ? "Running" : "Ended",
                    seconds(report.lasted()),
                    report.sent(),
                    rate(report),
                    report.acknowledged(),
                    report.answered(),
                    report.unanswered(),
                    report.inFlight(),
                    report.rejected());
            print(out, "acknowledged", report.acknowledge());
            print(out, "answered", report.answer());
            out.printf(
                    Locale.ROOT,
                    "voice in %d guilds: %d packets, %d lost, longest gap %.1f ms, %d of more than 40 ms%n",
                    report.playing(),
                    report.packets(),
                    report.lost(),
                    millis(report.longestGap()),
                    report.longGaps().size());
        }

        private static void print(PrintStream out, String what, Latency latency) {
            out.printf(
                    Locale.ROOT,
                    "%-12s p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
                    what,
                    millis(latency.p50()),
                    millis(latency.p90()),
                    millis(latency.p99()),
                    millis(latency.max()));
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "ACTION" -> Stream.of("start", "status", "stop");
                case "TIME" -> Stream.of("60s", "10m", "1h");
                default -> Stream.empty();
            };
        }
    }

    private static String json(Report report) {
        return String.format(
                Locale.ROOT,
                "{\"running\":%b,\"seconds\":%.3f,\"sent\":%d,\"acknowledged\":%d,\"answered\":%d,\"unanswered\":%d,"
                        + "\"inFlight\":%d,\"rejected\":%d,\"acknowledgeMillis\":%s,\"answerMillis\":%s,\"playing\":%d,"
                        + "\"packets\":%d,\"lost\":%d,\"longestGapMillis\":%.3f,\"longGaps\":[%s]}",
                report.running(),
                seconds(report.lasted()),
                report.sent(),
                report.acknowledged(),
                report.answered(),
                report.unanswered(),
                report.inFlight(),
                report.rejected(),
                json(report.acknowledge()),
                json(report.answer()),
                report.playing(),
                report.packets(),
                report.lost(),
                millis(report.longestGap()),
                report.longGaps().stream().map(LoadCommands::json).collect(Collectors.joining(",")));
    }

    private static String json(Gap gap) {
        return String.format(Locale.ROOT, "{\"millis\":%.3f,\"endedAt\":\"%s\"}", millis(gap.length()), gap.endedAt());
    }

    private static String json(Latency latency) {
        return String.format(
                Locale.ROOT,
                "{\"p50\":%.3f,\"p90\":%.3f,\"p99\":%.3f,\"max\":%.3f}",
                millis(latency.p50()),
                millis(latency.p90()),
                millis(latency.p99()),
                millis(latency.max()));
    }

    private static double rate(Report report) {
        return report.lasted().isZero() ? 0 : report.sent() / seconds(report.lasted());
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }
}
