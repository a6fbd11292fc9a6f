package dev.backline.profiler.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.backline.profiler.engine.JfrEngine;
import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Rates;
import dev.backline.profiler.run.Disks;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.span.Activity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a disk of its own, which is small, and which becomes full. */
class FullDiskTest {

    private static final Rates RATES =
            new Rates(Duration.ofMillis(10), Duration.ofMillis(20), 512 * 1024, Duration.ofNanos(10_000));

    private Path disk;
    private boolean mounted;

    @BeforeEach
    void mount(@TempDir Path folder) throws Exception {
        disk = folder;
        String printed = run("mount", "-t", "tmpfs", "-o", "size=64m", "backline-test", disk.toString());
        mounted = printed.isEmpty();
        assumeTrue(mounted, "A disk can be mounted here: " + printed);
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isEmpty();
        }
    }

    private static String run(String... command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? "" : printed.isEmpty() ? "it failed" : printed;
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Recorder recorder(long leastFree) throws IOException {
        Runs runs = new Runs(disk.resolve("profiles"), "1.0", 1 << 30, new Disks(disk.resolve("profiles"), leastFree));
        return new Recorder(
                List.of(new JfrEngine(RATES, Set.of())),
                new Turns(Clock.systemUTC()),
                runs,
                new Activity(),
                new TestSurroundings());
    }

    private static Request request() {
        return new Request(Kind.CPU, Duration.ofSeconds(20), Optional.empty(), false, "", "", "somebody");
    }

    @Test
    void isSaidBeforeAnythingIsRecorded() throws Exception {
        Recorder recorder = recorder(128 << 20);

        assertThatThrownBy(() -> recorder.record(request(), Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 64 MB free, and 128 MB are needed");
        assertThat(disk.resolve("profiles")).isEmptyDirectory();
    }

    @Test
    void thatBecomesFullMeanwhileIsSaidAndNothingIsLeft() throws Exception {
        Recorder recorder = recorder(1 << 20);

        assertThatThrownBy(() -> recorder.record(request(), (elapsed, of) -> fill()))
                .isInstanceOf(IOException.class)
                .hasMessage("The disk of " + disk.resolve("profiles") + " is full; nothing was kept");
        assertThat(disk.resolve("profiles")).isEmptyDirectory();
    }

    /** Up to the last byte. */
    private void fill() {
        byte[] page = new byte[4096];
        try (OutputStream file = Files.newOutputStream(disk.resolve("others"))) {
            while (true) {
                file.write(page);
            }
        } catch (IOException full) {
            assertThat(disk.toFile().getUsableSpace()).isLessThan(page.length);
        }
    }
}
