package dev.backline.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.profiler.record.TestSurroundings;
import dev.backline.profiler.run.Disks;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.span.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recording that goes on, and the watch that needs it. */
class ContinuousTest {

    private static final long MEGABYTE = 1 << 20;
    private static final Limits LIMITS = new Limits(Duration.ofHours(1), 2, 2, Duration.ofMinutes(10));

    private final AtomicLong free = new AtomicLong(1024 * MEGABYTE);
    private final Activity activity = new Activity();

    private Continuous continuous;
    private Watching watching;

    @BeforeEach
    void open(@TempDir Path folder) throws IOException {
        Runs runs = new Runs(folder, "1.0", 1024 * MEGABYTE, new Disks(folder, 256 * MEGABYTE, existing -> free.get()));
        continuous = new Continuous(
                runs,
                activity,
                new TestSurroundings(),
                Set.of(),
                64 * MEGABYTE,
                Duration.ofMinutes(10),
                Clock.systemUTC());
        watching = new Watching(continuous, activity, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        watching.close();
        continuous.close();
        assertThat(FlightRecorder.getFlightRecorder().getRecordings())
                .extracting(Recording::getName)
                .doesNotContain("Backline continuous");
    }

    @Test
    void aDiskWithoutRoomForItIsSaidAndNothingIsRecorded() {
        free.set(319 * MEGABYTE);

        assertThatThrownBy(() -> continuous.start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has 319 MB free, and 320 MB are needed")
                .hasMessageContaining("profiler:clean")
                .hasMessageContaining("continuousMegabytes");
        assertThat(continuous.state()).isEmpty();
    }

    @Test
    void itEndsWhenTheDiskGetsFullAndSaysWhy() {
        assertThat(continuous.start()).isTrue();
        assertThat(continuous.ended()).isEmpty();

        free.set(255 * MEGABYTE);

        await().until(() -> continuous.state().isEmpty());
        assertThat(continuous.ended())
                .hasValueSatisfying(why -> assertThat(why).contains("has 255 MB free, and 256 MB are needed"));
    }

    @Test
    void itCanBeStartedAgainWhenThereIsRoom() {
        continuous.start();
        free.set(0);
        await().until(() -> continuous.state().isEmpty());
        free.set(1024 * MEGABYTE);

        assertThat(continuous.start()).isTrue();
        assertThat(continuous.ended()).isEmpty();
    }

    @Test
    void whenClosedItStartsNoMore() {
        continuous.close();

        assertThatThrownBy(() -> continuous.start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The profiler is being stopped");
    }

    @Test
    void nothingIsWatchedAnyMoreWhenTheWatchIsClosed() {
        watching.close();

        assertThatThrownBy(() -> watching.start(LIMITS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The profiler is being stopped");
        assertThat(watching.watch()).isEmpty();
        assertThat(continuous.state()).isEmpty();
    }

    @Test
    void whoeverSwitchesTheWatchOffAndOnGetsNoMoreEvidence() {
        watching.start(LIMITS);
        Optional<Kept> first = watching.raise("an alert");
        assertThat(first).isPresent();

        watching.stop();
        watching.start(LIMITS);

        assertThat(watching.raise("another alert")).isEmpty();
        assertThat(watching.watch().flatMap(Watch::last)).isPresent();
    }

    @Test
    void theWatchEndsNoRecordingThatSomebodyBeganAfterItsOwn() {
        watching.start(LIMITS);
        free.set(0);
        await().until(() -> continuous.state().isEmpty());
        free.set(1024 * MEGABYTE);
        continuous.start();

        watching.stop();

        assertThat(continuous.state()).isPresent();
    }
}
