package dev.backline.profiler.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.profiler.engine.Engine;
import dev.backline.profiler.engine.JfrEngine;
import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Rates;
import dev.backline.profiler.engine.Sampling;
import dev.backline.profiler.run.Disks;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.run.Scope;
import dev.backline.profiler.span.Activity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final Rates RATES =
            new Rates(Duration.ofMillis(5), Duration.ofMillis(5), 1 << 16, Duration.ofNanos(1000));

    private final JfrEngine jfr = new JfrEngine(RATES, Set.of());
    private final Turns turns = new Turns(Clock.systemUTC());
    private final Thread burner = Thread.ofPlatform().daemon().name("burner-1").unstarted(this::burn);
    private volatile boolean burning = true;
    private volatile double burned;

    private Path folder;

    private Recorder recorder;

    @BeforeEach
    void open(@TempDir Path temporary) throws IOException {
        folder = temporary;
        recorder = recorder(jfr);
        burner.start();
    }

    @AfterEach
    void end() {
        burning = false;
    }

    @Test
    void aProfileHoldsTheMethodThatBurnsTheCpuAndSaysHowItWasTaken() throws IOException {
        Kept kept = recorder.record(request(Duration.ofSeconds(2)), Progress.NONE);

        assertThat(kept.run().file(Run.SUMMARY))
                .content()
                .contains("RecorderTest.burn |", "- players: 3", "since it sees more than the others", "| burner-* |");
        assertThat(kept.run().file(Run.COLLAPSED)).content().contains("[burner-*];");
        assertThat(kept.run().file(Run.FLAME_GRAPH)).isNotEmptyFile();
        assertThat(kept.run().file(Run.PPROF)).isNotEmptyFile();
        assertThat(kept.run().file(Run.RECORDING)).isNotEmptyFile();
    }

    @Test
    void whenTheBestEngineDoesNotWorkAnotherOneDoesAndTheReasonIsSaid() throws IOException {
        recorder = recorder(new BrokenEngine("it is not there", true), jfr);

        Kept kept = recorder.record(request(Duration.ofMillis(200)), Progress.NONE);

        assertThat(kept.run().file(Run.SUMMARY)).content().contains("Flight Recorder", "since it is not there");
    }

    @Test
    void whatAnEngineLeavesThatDoesNotStartIsNotInTheWayOfTheNext() throws IOException {
        recorder = recorder(new BrokenEngine("there is no timer", false), jfr);

        Kept kept = recorder.record(request(Duration.ofMillis(200)), Progress.NONE);

        assertThat(kept.run().file(Run.SUMMARY)).content().contains("Flight Recorder", "since there is no timer");
    }

    @Test
    void anEngineThatWasAskedForAndDoesNotWorkIsAnError() throws IOException {
        recorder = recorder(new BrokenEngine("it is not there", true), jfr);
        Request request =
                new Request(Kind.CPU, Duration.ofSeconds(1), Optional.of("broken"), false, "", "", "somebody");

        assertThatThrownBy(() -> recorder.record(request, Progress.NONE))
                .isInstanceOf(IOException.class)
                .hasMessage("The engine broken does not work here: it is not there");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void whoeverDoesNotWaitKeepsWhatThereIs() throws Exception {
        AtomicReference<Kept> kept = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().start(() -> {
            kept.set(recordUnchecked(Duration.ofMinutes(5)));
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        });
        await().until(() -> turns.ongoing().isPresent());

        thread.interrupt();
        thread.join();

        assertThat(kept.get().run().lasted()).isLessThan(Duration.ofMinutes(5));
        assertThat(kept.get().run().file(Run.FLAME_GRAPH)).isNotEmptyFile();
    }

    @Test
    void oneThingIsDoneAtATime() throws Exception {
        AtomicReference<Kept> kept = new AtomicReference<>();
        Thread first = Thread.ofPlatform().start(() -> kept.set(recordUnchecked(Duration.ofMinutes(5))));
        await().until(() -> turns.ongoing().isPresent());

        assertThatThrownBy(() -> recorder.record(request(Duration.ofSeconds(1)), Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("One thing at a time: a cpu profile is under way for somebody since");
        first.interrupt();
        first.join();
        assertThat(kept.get().run().folder()).isDirectory();
    }

    @Test
    void nothingIsLeftOfWhatWasRecordedWhenTheProfilerGoes() {
        CompletableFuture<Kept> recording = CompletableFuture.supplyAsync(() -> recordUnchecked(Duration.ofMinutes(5)));
        await().until(() -> turns.ongoing().isPresent());

        turns.close();

        assertThatThrownBy(recording::join)
                .isInstanceOf(CompletionException.class)
                .hasMessageContaining("The profiler was stopped; nothing was kept");
        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> recorder.record(request(Duration.ofSeconds(1)), Progress.NONE))
                .hasMessage("The profiler is being stopped");
    }

    @Test
    void aRecordingTakesAtMostAnHour() {
        assertThatThrownBy(() -> request(Duration.ofHours(2))).hasMessage("A recording takes 100 ms to an hour");
    }

    @Test
    void theTimeInWhichAnEngineStartsIsNotPartOfTheRecording() throws IOException {
        AtomicLong now = new AtomicLong();
        Turns slow = new Turns(Clock.systemUTC(), now::get);
        Engine engine =
                new Around(jfr, () -> now.addAndGet(Duration.ofMinutes(1).toNanos()), () -> {}, 0);
        recorder = recorder(slow, engine);

        Kept kept = recorder.record(
                request(Duration.ofSeconds(2)),
                (elapsed, of) -> now.addAndGet(Duration.ofSeconds(1).toNanos()));

        assertThat(kept.run().lasted()).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    @Test
    void whoeverIsImpatientWhileItIsWrittenKeepsItAllTheSame() throws Exception {
        recorder =
                recorder(new Around(jfr, () -> {}, () -> Thread.currentThread().interrupt(), 0));
        AtomicReference<Kept> kept = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread thread = Thread.ofPlatform().start(() -> {
            kept.set(recordUnchecked(Duration.ofMillis(200)));
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        thread.join();

        assertThat(kept.get()).isNotNull();
        assertThat(kept.get().run().file(Run.RECORDING)).isNotEmptyFile();
        assertThat(interrupted).isTrue();
    }

    @Test
    void whatTakesMoreThanAllRunsMayEndsEarlyAndSaysSo() throws IOException {
        recorder = recorder(new Around(jfr, () -> {}, () -> {}, 2L << 30));

        Kept kept = recorder.record(request(Duration.ofMinutes(5)), Progress.NONE);

        assertThat(kept.run().file(Run.SUMMARY))
                .content()
                .contains("it ended early because it took more than all runs");
    }

    @Test
    void aRunKeepsItsEngineAndItsFilters() throws IOException {
        Request request =
                new Request(Kind.CPU, Duration.ofMillis(200), Optional.empty(), true, "burner-", "", "somebody");

        Scope scope = recorder.record(request, Progress.NONE).run().scope();

        assertThat(scope.engine()).startsWith("Flight Recorder of Java");
        assertThat(scope.thread()).isEqualTo("burner-");
    }

    private Recorder recorder(Engine... engines) throws IOException {
        return recorder(turns, engines);
    }

    private Recorder recorder(Turns turns, Engine... engines) throws IOException {
        Runs runs = new Runs(folder, "1.0", 1 << 30, new Disks(folder, 0));
        return new Recorder(List.of(engines), turns, runs, new Activity(), new TestSurroundings());
    }

    private static Request request(Duration duration) {
        return new Request(Kind.CPU, duration, Optional.empty(), false, "", "", "somebody");
    }

    private Kept recordUnchecked(Duration duration) {
        try {
            return recorder.record(request(duration), Progress.NONE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void burn() {
        while (burning) {
            double sum = burned;
            for (int i = 1; i < 10_000; i++) {
                sum += Math.cbrt(i);
            }
            burned = sum;
        }
    }

    /** Another engine, and what happens when it starts and stops. */
    private record Around(Engine engine, Runnable starts, Runnable stops, long bytes) implements Engine {

        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public Optional<String> obstacle() {
            return engine.obstacle();
        }

        @Override
        public boolean seesMost(Kind kind) {
            return engine.seesMost(kind);
        }

        @Override
        public Sampling sampling(Kind kind) {
            return engine.sampling(kind);
        }

        @Override
        public Capture start(Kind kind, Path file) throws IOException {
            Capture capture = engine.start(kind, file);
            starts.run();
            return new Capture() {
                @Override
                public long bytes() {
                    return bytes;
                }

                @Override
                public void stop() throws IOException {
                    stops.run();
                    capture.stop();
                }

                @Override
                public void close() {
                    capture.close();
                }
            };
        }
    }

    /** Does not work; either says so, or finds out when it has made its file. */
    private record BrokenEngine(String reason, boolean saysSo) implements Engine {

        @Override
        public String name() {
            return "broken";
        }

        @Override
        public Optional<String> obstacle() {
            return saysSo ? Optional.of(reason) : Optional.empty();
        }

        @Override
        public boolean seesMost(Kind kind) {
            return true;
        }

        @Override
        public Sampling sampling(Kind kind) {
            throw new IllegalStateException(reason);
        }

        @Override
        public Capture start(Kind kind, Path file) throws IOException {
            Files.createFile(file);
            throw new IOException(reason);
        }
    }
}
