package dev.backline.profiler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.profiler.run.Runs.Draft;
import dev.backline.profiler.run.Runs.Kept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private Path folder;

    private Runs runs;

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        runs = new Runs(folder, "1.0", 10_000, new Disks(folder, 0));
    }

    @Test
    void aRunAppearsWhenItIsWholeAndIsTheOwnersAlone() throws IOException {
        try (Draft draft = runs.begin("cpu", NOON, 0)) {
            Files.writeString(draft.file(Run.SUMMARY), "all");
            assertThat(runs.list()).isEmpty();

            Run run = draft.keep(Duration.ofMillis(1500), "busy").run();

            assertThat(runs.list()).containsExactly(run);
            assertThat(run.name()).matches("\\d{8}-\\d{6}-cpu-1\\.0");
            assertThat(run.file(Run.SUMMARY)).hasContent("all");
            assertThat(run.headline()).isEqualTo("busy");
            assertThat(run.lasted()).isEqualTo(Duration.ofMillis(1500));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run.folder())))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void whatWasNotKeptIsGone() throws IOException {
        try (Draft draft = runs.begin("cpu", NOON, 0)) {
            Files.writeString(draft.file("half"), "a file");
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatACrashLeftIsRemovedAtTheNextStart() throws IOException {
        Draft crashed = runs.begin("cpu", NOON, 0);
        Files.writeString(crashed.file("half"), "a file");
        Files.setLastModifiedTime(crashed.file(""), FileTime.from(NOON));

        runs = new Runs(folder, "1.0", 10_000, new Disks(folder, 0));

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whatIsBeingWrittenStaysWhenTheProfilerIsConfiguredAnew() throws IOException {
        try (Draft draft = runs.begin("cpu", NOON, 0)) {
            Files.writeString(draft.file(Run.SUMMARY), "half");

            runs = new Runs(folder, "1.0", 10_000, new Disks(folder, 0));
            Run run = draft.keep(Duration.ofSeconds(1), "whole").run();

            assertThat(runs.list()).containsExactly(run);
        }
    }

    @Test
    void aRunKnowsWhatItIsOf() throws IOException {
        Scope scope = new Scope("an engine 1.0", "burner-", "runtime");
        try (Draft draft = runs.begin("cpu", NOON, 0)) {
            draft.keep(Duration.ofSeconds(1), "something", scope);
        }

        assertThat(runs.find("").scope()).isEqualTo(scope);
    }

    @Test
    void aRunThatDoesNotSayWhatItIsOfIsRead() throws IOException {
        Run run = keep(NOON, 1).run();
        Files.writeString(
                run.file("run.json"),
                "{\"kind\": \"cpu\", \"started\": \"" + NOON + "\", \"seconds\": 1, \"headline\": \"old\"}");

        assertThat(runs.find("").headline()).isEqualTo("old");
        assertThat(runs.find("").scope().isKnown()).isFalse();
    }

    @Test
    void twoRunsOfOneSecondHaveTwoNames() throws IOException {
        assertThat(keep(NOON, 10).run().name())
                .isNotEqualTo(keep(NOON, 10).run().name());
    }

    @Test
    void theNewestIsTheOneThatWasStartedLastWhateverItsName() throws IOException {
        Run wall = keep(NOON, "wall", 1).run();
        Run alloc = keep(NOON.plusMillis(500), "alloc", 1).run();

        assertThat(runs.list()).containsExactly(alloc, wall);
    }

    @Test
    void whenAllTakeTooMuchTheOldestGoAndAreNamed() throws IOException {
        Run oldest = keep(NOON, 4_000).run();
        Run old = keep(NOON.plusSeconds(1), 4_000).run();

        Kept newest = keep(NOON.plusSeconds(2), 4_000);

        assertThat(newest.gone()).containsExactly(oldest);
        assertThat(runs.list()).containsExactly(newest.run(), old);
    }

    @Test
    void theNewestStaysWhateverItTakes() throws IOException {
        Kept large = keep(NOON, 20_000);

        assertThat(large.gone()).isEmpty();
        assertThat(runs.list()).containsExactly(large.run());
    }

    @Test
    void aFullDiskIsSaidBeforeAnythingIsWritten() throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();

        assertThatThrownBy(() -> runs.begin("heap", NOON, 2 * free))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("MB free, and")
                .hasMessageContaining("profiler:clean");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void runsAreFoundByTheBeginningOfTheirNames() throws IOException {
        Run first = keep(NOON, 1).run();
        Run second = keep(NOON.plusSeconds(1), 1).run();

        assertThat(runs.find("")).isEqualTo(second);
        assertThat(runs.find(first.name().substring(0, 15))).isEqualTo(first);
        assertThatThrownBy(() -> runs.find("2026")).hasMessageContaining("fits 2 runs");
        assertThatThrownBy(() -> runs.find("x")).hasMessageContaining("There is no run “x”");
    }

    @Test
    void foldersOfOthersAreLeftAlone() throws IOException {
        Path other = Files.createDirectory(folder.resolve("notes"));
        keep(NOON, 20_000);
        keep(NOON.plusSeconds(1), 20_000);

        assertThat(runs.list()).hasSize(1);
        assertThat(other).isDirectory();
    }

    private Kept keep(Instant at, int bytes) throws IOException {
        return keep(at, "cpu", bytes);
    }

    private Kept keep(Instant at, String kind, int bytes) throws IOException {
        try (Draft draft = runs.begin(kind, at, 0)) {
            Files.write(draft.file(Run.RECORDING), new byte[bytes]);
            return draft.keep(Duration.ofSeconds(1), "something");
        }
    }
}
