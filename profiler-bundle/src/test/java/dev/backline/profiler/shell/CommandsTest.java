package dev.backline.profiler.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.profiler.diff.Comparison;
import dev.backline.profiler.heap.Heap;
import dev.backline.profiler.record.Recorder;
import dev.backline.profiler.record.TestSurroundings;
import dev.backline.profiler.record.Turns;
import dev.backline.profiler.run.Disks;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.span.Activity;
import dev.backline.profiler.watch.Continuous;
import dev.backline.profiler.watch.Limits;
import dev.backline.profiler.watch.Watching;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandsTest {

    private static final Clock CLOCK = Clock.systemUTC();

    private final Turns turns = new Turns(CLOCK);
    private final Activity activity = new Activity();

    private Runs runs;
    private Continuous continuous;
    private Watching watching;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        runs = new Runs(folder, "1.0", 1 << 30, new Disks(folder, 0));
        continuous =
                new Continuous(runs, activity, new TestSurroundings(), Set.of(), 1 << 20, Duration.ofMinutes(1), CLOCK);
        watching = new Watching(continuous, activity, CLOCK);
    }

    @AfterEach
    void close() {
        watching.close();
        continuous.close();
    }

    @Test
    void fewerThanNoRunsCannotBeKept() throws IOException {
        runs.write("cpu", Instant.EPOCH, 0, draft -> draft.keep(Duration.ZERO, "something"));

        assertThatThrownBy(() -> run(new RunCommands(runs, new Comparison(runs, CLOCK)), "clean", "--keep", "-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected how many to keep, 0 or more, not -1");
        assertThat(runs.list()).hasSize(1);
    }

    @Test
    void aLookAtThreadsEndsWithTheProfiler() {
        AtomicReference<@Nullable Exception> thrown = new AtomicReference<>();
        Thread command = Thread.ofPlatform().daemon().start(() -> {
            try {
                run(status(), "threads", "--duration", "1h");
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        await().until(() -> command.getState() == Thread.State.TIMED_WAITING);

        turns.close();

        await().until(() -> !command.isAlive());
        assertThat(thrown.get()).isInstanceOf(IllegalStateException.class).hasMessage("The profiler was stopped");
    }

    @Test
    void aTimeThatIsTooLongOrNoneIsSaid() {
        String message = "Expected a time of 1ms to 24h, not “9999999h”";

        assertThatThrownBy(() -> run(new HeapCommands(new Heap(turns, runs)), "heap", "diff", "--duration", "9999999h"))
                .hasMessage(message);
        assertThatThrownBy(() -> run(watch(), "watch", "on", "--p99", "9999999h"))
                .hasMessage(message);
        assertThatThrownBy(() -> run(status(), "threads", "--duration", "0s"))
                .hasMessage("Expected a time of 1ms to 24h, not “0s”");
        assertThat(watching.watch()).isEmpty();
    }

    private WatchCommands watch() {
        return new WatchCommands(
                continuous, watching, new Limits(Duration.ofSeconds(2), 0.8, 0.9, Duration.ofMinutes(10)));
    }

    private StatusCommands status() {
        Recorder recorder = new Recorder(List.of(), turns, runs, activity, new TestSurroundings());
        return new StatusCommands(recorder, turns, runs, continuous, watching, CLOCK);
    }

    private static void run(ShellCommands commands, String name, String... arguments) throws Exception {
        ShellCommand command =
                Objects.requireNonNull(commands.commands().get(name)).get();
        new CommandLine(command).parseArgs(arguments);
        command.run(new TestShell());
    }
}
