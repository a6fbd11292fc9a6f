package dev.backline.profiler.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.profiler.run.Disks;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Scope ASYNC = new Scope("async-profiler 4.1", "", "");
    private static final String BUSY = "[main];Bot.run_[j] 3000000000\n";
    private static final String BUSIER = "[main];Bot.run_[j] 6000000000\n";

    private Runs runs;
    private Comparison comparison;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        runs = new Runs(folder, "1.0", 1 << 30, new Disks(folder, 0));
        comparison = new Comparison(runs, Clock.systemUTC());
    }

    @Test
    void runsOfOneScopeAreComparedBySecond() throws IOException {
        Run run = comparison
                .compare(run("cpu", ASYNC, BUSY), run("cpu", ASYNC, BUSIER))
                .run();

        assertThat(run.headline()).isEqualTo("600.0 ms a second, before 300.0 ms (+100.0 %)");
        assertThat(run.file(Run.SUMMARY)).content().doesNotContain("mind");
    }

    @Test
    void runsOfDifferentEnginesAreComparedWithAWarning() throws IOException {
        Scope jfr = new Scope("Flight Recorder of Java 25", "", "");

        Run run = comparison
                .compare(run("cpu", ASYNC, BUSY), run("cpu", jfr, BUSIER))
                .run();

        assertThat(run.headline()).contains("engines or filters differ");
        assertThat(run.file(Run.SUMMARY))
                .content()
                .contains("- **mind**: engines differ, async-profiler 4.1 and then Flight Recorder of Java 25\n");
    }

    @Test
    void runsOfDifferentFiltersAreComparedWithAWarning() throws IOException {
        Scope some = new Scope(ASYNC.engine(), "voice", "runtime");

        Run run = comparison
                .compare(run("cpu", ASYNC, BUSY), run("cpu", some, BUSIER))
                .run();

        assertThat(run.file(Run.SUMMARY))
                .content()
                .contains("- **mind**: filters differ, all threads and then threads with “voice” under runtime\n");
    }

    @Test
    void aRunThatDoesNotSayItsScopeIsComparedWithoutAWarning() throws IOException {
        Run run = comparison
                .compare(run("cpu", Scope.UNKNOWN, BUSY), run("cpu", ASYNC, BUSIER))
                .run();

        assertThat(run.headline()).doesNotContain("differ");
    }

    @Test
    void runsOfDifferentKindsAreNotCompared() throws IOException {
        Run cpu = run("cpu", ASYNC, BUSY);
        Run wall = run("wall", ASYNC, BUSY);

        assertThatThrownBy(() -> comparison.compare(cpu, wall))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A cpu run cannot be compared with a wall run");
    }

    @Test
    void nothingIsComparedWithARunInWhichNothingWasSampled() throws IOException {
        Run empty = run("cpu", ASYNC, "");
        Run busy = run("cpu", ASYNC, BUSY);

        assertThatThrownBy(() -> comparison.compare(empty, busy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Nothing was sampled in " + empty.name() + ", so that there is nothing to compare with");
    }

    private Run run(String kind, Scope scope, String stacks) throws IOException {
        return runs.write(kind, NOON, 0, draft -> {
                    Files.writeString(draft.file(Run.COLLAPSED), stacks);
                    return draft.keep(Duration.ofSeconds(10), "something", scope);
                })
                .run();
    }
}
