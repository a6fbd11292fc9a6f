package dev.backline.profiler.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandOutcome;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.run.Scope;
import dev.backline.profiler.span.Activity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final CommandSpec PLAY = new CommandSpec("play", "Plays", List.of(), true);
    private static final Limits LIMITS = new Limits(Duration.ofMillis(500), 0.8, 0.9, Duration.ofMinutes(10));

    private final List<String> kept = new ArrayList<>();
    private boolean diskIsFull;
    private final Activity activity = new Activity();
    private final TestClock clock = new TestClock();
    private final TestVitals vitals = new TestVitals();
    private final Watch watch = new Watch(
            (last, why, meanwhile) -> {
                if (diskIsFull) {
                    throw new IOException("The disk is full");
                }
                kept.add(why);
                return new Kept(
                        new Run("run", "jfr", clock.instant(), last, why, Scope.UNKNOWN, Path.of("run")), List.of());
            },
            activity,
            vitals,
            LIMITS,
            new Pause(),
            clock);

    @Test
    void nothingIsKeptWhileAllIsWell() {
        watch.look();
        commands(1000, 20);
        vitals.old = 0.5;
        look(100, 0.2);

        assertThat(kept).isEmpty();
    }

    @Test
    void aCommandThatIsSlowForMoreThanOneInAHundredIsEvidence() {
        watch.look();
        commands(97, 20);
        commands(3, 900);
        look(1, 0);

        assertThat(kept).singleElement().asString().startsWith("play took").contains("more than 500 ms");
    }

    @Test
    void oneSlowCommandInAHundredIsNone() {
        watch.look();
        commands(199, 20);
        commands(1, 900);
        look(1, 0);

        assertThat(kept).isEmpty();
    }

    @Test
    void ofAFewCommandsNothingIsSaid() {
        watch.look();
        commands(10, 900);
        look(1, 0);

        assertThat(kept).isEmpty();
    }

    @Test
    void whatWasSlowLongerThanAMinuteAgoIsForgotten() {
        watch.look();
        commands(30, 900);
        look(1, 0);
        assertThat(kept).hasSize(1);

        // Beyond the pause, after which it would be evidence once more.
        look(130, 0);

        assertThat(kept).hasSize(1);
    }

    @Test
    void aBusyCpuIsEvidenceAfterHalfAMinute() {
        look(5, 0.95);
        assertThat(kept).isEmpty();

        look(3, 0.95);

        assertThat(kept).containsExactly("95 % of all CPUs are used, more than 80 %");
    }

    @Test
    void aFullOldGenerationIsEvidence() {
        vitals.old = 0.93;
        look(1, 0);

        assertThat(kept).containsExactly("93 % of the old generation are used, more than 90 %");
    }

    @Test
    void evidenceIsKeptOnceInAWhile() {
        vitals.old = 0.93;
        look(100, 0);
        assertThat(kept).hasSize(1);

        look(25, 0);

        assertThat(kept).hasSize(2);
        assertThat(watch.last()).isPresent();
    }

    @Test
    void whereNoEvidenceCouldBeKeptItIsTriedAgainSoon() {
        diskIsFull = true;
        vitals.old = 0.93;
        look(1, 0);
        assertThat(watch.last()).isEmpty();
        diskIsFull = false;

        look(12, 0);

        assertThat(kept).hasSize(1);
        assertThat(watch.last()).isPresent();
    }

    @Test
    void whoeverRaisesAnAlarmGetsEvidenceUnlessThereIsSome() {
        assertThat(watch.raise("an alert")).isPresent();
        assertThat(watch.raise("another alert")).isEmpty();
        assertThat(kept).containsExactly("an alert");
    }

    private void commands(int count, long millis) {
        for (int i = 0; i < count; i++) {
            activity.commandFinished(PLAY, CommandOutcome.SUCCESS, millis * 1_000_000);
        }
    }

    /** Looks so often, 5 s apart, while a share of all CPUs is used. */
    private void look(int times, double cpu) {
        for (int i = 0; i < times; i++) {
            clock.pass(5);
            vitals.cpuNanos += (long) (5e9 * cpu * vitals.cpus());
            watch.look();
        }
    }

    private static final class TestVitals implements Vitals {

        private long cpuNanos;
        private double old;

        @Override
        public long cpuNanos() {
            return cpuNanos;
        }

        @Override
        public int cpus() {
            return 2;
        }

        @Override
        public double oldGeneration() {
            return old;
        }
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-01-01T12:00:00Z");

        private void pass(int seconds) {
            now = now.plusSeconds(seconds);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
