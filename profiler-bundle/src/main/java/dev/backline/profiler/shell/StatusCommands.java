package dev.backline.profiler.shell;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.backline.api.shell.Durations;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import dev.backline.profiler.engine.Engine;
import dev.backline.profiler.record.Amounts;
import dev.backline.profiler.record.Recorder;
import dev.backline.profiler.record.Turns;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.watch.Continuous;
import dev.backline.profiler.watch.Watching;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Commands that say how things are at this moment. */
public final class StatusCommands implements ShellCommands {

    private final Recorder recorder;
    private final Turns turns;
    private final Runs runs;
    private final Continuous continuous;
    private final Watching watching;
    private final Clock clock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    public StatusCommands(
            Recorder recorder, Turns turns, Runs runs, Continuous continuous, Watching watching, Clock clock) {
        this.recorder = recorder;
        this.turns = turns;
        this.runs = runs;
        this.continuous = continuous;
        this.watching = watching;
        this.clock = clock;
    }

    @Override
    public String scope() {
        return "profiler";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("status", StatusCommand::new, "threads", ThreadsCommand::new);
    }

    @Command(description = "Show which engines work here, what is being recorded, and what the disk holds")
    private final class StatusCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException {
            long bytes = 0;
            List<Run> all = runs.list();
            for (Run run : all) {
                bytes += run.size();
            }
            String now = turns.ongoing().map(turns::describe).orElse("nothing is being recorded");
            if (json) {
                JsonObjectBuilder engines = Json.createObjectBuilder();
                recorder.engines()
                        .forEach(engine ->
                                engines.add(engine.name(), engine.obstacle().isEmpty()));
                shell.out()
                        .println(Json.createObjectBuilder()
                                .add("engines", engines)
                                .add("recording", turns.ongoing().isPresent())
                                .add("continuous", continuous.state().isPresent())
                                .add("watching", watching.watch().isPresent())
                                .add("runs", all.size())
                                .add("bytes", bytes)
                                .add("limitBytes", runs.limit())
                                .add("folder", runs.folder().toString())
                                .build());
                return;
            }
            String row = "%-11s %s%n";
            shell.out().printf(row, "now", now);
            for (Engine engine : recorder.engines()) {
                shell.out().printf(row, engine.name(), engine.obstacle().orElse("works"));
            }
            shell.out().printf(row, "continuous", WatchCommands.describe(continuous));
            shell.out().printf(row, "watch", WatchCommands.describe(watching));
            shell.out()
                    .printf(
                            row,
                            "disk",
                            all.size() + " runs, " + Amounts.bytes(bytes) + " of " + Amounts.bytes(runs.limit())
                                    + " in " + runs.folder());
        }
    }

    /** A thread, and what it did in a while. */
    private record Busy(ThreadInfo info, double cpu, long allocated) {}

    @Command(
            description = "Show which threads use the CPU and allocate",
            footer = {
                "",
                "100 %% is one CPU. Of virtual threads, only those that carry them are seen; --dump has them all."
            })
    private final class ThreadsCommand implements ShellCommand {

        @Option(names = "--duration", paramLabel = "TIME", description = "look for so long; default: ${DEFAULT-VALUE}")
        private String duration = "2s";

        @Option(names = "--top", paramLabel = "N", description = "how many; default: ${DEFAULT-VALUE}")
        private int top = 20;

        @Option(names = "--dump", description = "write the stacks of all threads, virtual ones included, to a run")
        private boolean dump;

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) throws IOException, InterruptedException {
            if (dump) {
                dump(shell);
                return;
            }
            Duration time = Durations.parse(duration);
            List<Busy> busy = look(time);
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                busy.forEach(thread -> array.add(Json.createObjectBuilder()
                        .add("name", thread.info().getThreadName())
                        .add("state", thread.info().getThreadState().name())
                        .add("cpu", thread.cpu())
                        .add("allocatedPerSecond", thread.allocated())));
                shell.out().println(array.build());
                return;
            }
            ShellTable table = new ShellTable("THREAD", "CPU", "ALLOCATES", "STATE", "IN");
            busy.forEach(thread -> table.add(
                    thread.info().getThreadName(),
                    String.format(Locale.ROOT, "%.1f %%", 100 * thread.cpu()),
                    Amounts.bytes(thread.allocated()) + "/s",
                    thread.info().getThreadState().name().toLowerCase(Locale.ROOT),
                    where(thread.info())));
            table.print(shell.out(), Math.max(shell.width(), 120));
            shell.out().printf("%d threads%n", threads.getThreadCount());
        }

        private static String where(ThreadInfo info) {
            StackTraceElement[] stack = info.getStackTrace();
            return Arrays.stream(stack)
                    .filter(frame -> !frame.getClassName().startsWith("java.")
                            && !frame.getClassName().startsWith("jdk.")
                            && !frame.getClassName().startsWith("sun."))
                    .findFirst()
                    .or(() -> Arrays.stream(stack).findFirst())
                    .map(frame -> frame.getClassName() + "." + frame.getMethodName())
                    .orElse("");
        }

        private List<Busy> look(Duration time) throws InterruptedException {
            Map<Long, long[]> before = new HashMap<>();
            for (long id : threads.getAllThreadIds()) {
                before.put(id, figures(id));
            }
            long started = System.nanoTime();
            turns.pause(time);
            double seconds = (System.nanoTime() - started) / 1e9;
            return before.entrySet().stream()
                    .map(entry -> {
                        ThreadInfo info = threads.getThreadInfo(entry.getKey(), 32);
                        long[] now = figures(entry.getKey());
                        return info == null
                                ? null
                                : new Busy(info, Math.max(0, now[0] - entry.getValue()[0]) / 1e9 / seconds, (long)
                                        (Math.max(0, now[1] - entry.getValue()[1]) / seconds));
                    })
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparing((Busy thread) -> -thread.cpu())
                            .thenComparing(thread -> thread.info().getThreadName()))
                    .limit(Math.max(1, top))
                    .toList();
        }

        /** CPU time in nanoseconds and allocated bytes of a thread so far. */
        private long[] figures(long id) {
            long allocated =
                    threads instanceof com.sun.management.ThreadMXBean bean ? bean.getThreadAllocatedBytes(id) : 0;
            return new long[] {threads.isThreadCpuTimeEnabled() ? threads.getThreadCpuTime(id) : 0, allocated};
        }

        private void dump(ShellSession shell) throws IOException {
            Kept kept = runs.write("threads", clock.instant(), 0, draft -> {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                        .dumpThreads(
                                draft.file("threads.txt").toString(),
                                HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
                String headline = threads.getThreadCount() + " platform threads, and the virtual ones";
                Files.writeString(draft.file(Run.SUMMARY), "# Stacks of all threads\n\n- " + headline + "\n");
                return draft.keep(Duration.ZERO, headline);
            });
            RunTexts.print(shell, kept, json);
        }

        @Override
        public Stream<String> complete(String label) {
            return label.equals("TIME") ? Stream.of("1s", "2s", "10s") : Stream.empty();
        }
    }
}
