package dev.backline.profiler.watch;

import dev.backline.profiler.engine.JfrEngine;
import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Rates;
import dev.backline.profiler.engine.Sampling;
import dev.backline.profiler.profile.Attribution;
import dev.backline.profiler.profile.Profile;
import dev.backline.profiler.profile.ProfileReader;
import dev.backline.profiler.record.Summary;
import dev.backline.profiler.record.Surroundings;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.run.Scope;
import dev.backline.profiler.span.Activity;
import dev.backline.profiler.span.Activity.Counts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A recording that goes on and on, and forgets what is old. It is Flight Recorder's, at rates that cost next to nothing.
 * Safe for use by any thread.
 */
public final class Continuous implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Continuous.class);

    private static final Rates RATES =
            new Rates(Duration.ofMillis(20), Duration.ofMillis(20), 1 << 20, Duration.ofMillis(10));

    /** What it holds besides samples of CPU time and the bot's spans. */
    private static final Map<String, String> SETTINGS = Map.of(
            "jdk.ObjectAllocationSample#enabled", "true",
            "jdk.ObjectAllocationSample#throttle", "100/s",
            "jdk.JavaMonitorEnter#enabled", "true",
            "jdk.JavaMonitorEnter#threshold", "10 ms",
            "jdk.GarbageCollection#enabled", "true",
            "jdk.GCHeapSummary#enabled", "true",
            "jdk.GCPhasePause#enabled", "true",
            "jdk.CPULoad#enabled", "true",
            "jdk.CPULoad#period", "1 s");

    /** Time for a disk to become full. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    /**
     * How it is going.
     *
     * @param since when it was started
     * @param bytes what it takes on the disk
     */
    public record State(Instant since, long bytes) {}

    private final Runs runs;
    private final Activity activity;
    private final Surroundings surroundings;
    private final Clock clock;
    private final JfrEngine engine;
    private final long limit;
    private final Duration age;

    private @Nullable Recording recording;
    private @Nullable Thread guard;
    private @Nullable String ended;
    private boolean closed;
    private Instant since = Instant.EPOCH;
    private Counts before;

    /**
     * Records nothing yet.
     *
     * @param events events of the bot's own that it holds
     * @param limit bytes that it may take
     * @param age how far back it goes
     */
    public Continuous(
            Runs runs,
            Activity activity,
            Surroundings surroundings,
            Set<String> events,
            long limit,
            Duration age,
            Clock clock) {
        this.runs = runs;
        this.activity = activity;
        this.surroundings = surroundings;
        this.clock = clock;
        this.engine = new JfrEngine(RATES, events);
        this.limit = limit;
        this.age = age;
        before = activity.counts();
    }

    /** How it is going; empty when it does not. */
    public synchronized Optional<State> state() {
        return Optional.ofNullable(recording).map(running -> new State(since, running.getSize()));
    }

    /** Why it ended without being told to; empty when it goes on, or was stopped. */
    public synchronized Optional<String> ended() {
        return Optional.ofNullable(ended);
    }

    /**
     * Starts it, if it does not run.
     *
     * @return whether it did not
     * @throws IllegalStateException when this JVM has no Flight Recorder, it does not start, a disk has no room for it, or
     *     this is closed
     */
    public synchronized boolean start() {
        if (closed) {
            throw new IllegalStateException("The profiler is being stopped");
        }
        if (recording != null) {
            return false;
        }
        Optional<String> full = runs.disks().obstacleOfRecording(limit);
        if (full.isPresent()) {
            throw new IllegalStateException(
                    full.get() + ", or let it take less: continuousMegabytes of dev.backline.profiler");
        }
        Optional<String> obstacle = engine.obstacle();
        if (obstacle.isPresent()) {
            throw new IllegalStateException(obstacle.get());
        }
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(engine.settings(engine.sampling(Kind.CPU)));
        Recording started = new Recording(settings);
        try {
            started.setName("Backline continuous");
            started.setToDisk(true);
            started.setMaxSize(limit);
            started.setMaxAge(age);
            started.start();
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
        recording = started;
        ended = null;
        since = clock.instant();
        before = activity.counts();
        guard = Thread.ofVirtual().name("backline-profiler-disk").start(() -> guard(started));
        return true;
    }

    /** Flight Recorder itself would go on until the disk is full, and then end the process. */
    private void guard(Recording running) {
        try {
            do {
                Thread.sleep(EVERY);
            } while (hasRoom(running));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean hasRoom(Recording running) {
        if (recording != running) {
            return false;
        }
        Optional<String> full = runs.disks().obstacleOfRecording(0);
        if (full.isPresent()) {
            log.warn("The continuous recording has ended. {}; profiler:jfr start begins it again", full.get());
            stop();
            ended = full.get();
        }
        return full.isEmpty();
    }

    /**
     * Keeps what it holds. It goes on.
     *
     * @param last of that time only; of a longer one than it goes back, everything
     * @param why in words
     * @param meanwhile what the bot did in that time; empty for since it was started
     * @throws IllegalStateException when it does not run
     */
    public Kept keep(Duration last, String why, Optional<Counts> meanwhile) throws IOException {
        Recording copy;
        Instant now;
        Instant begin;
        Counts atStart;
        // To read and to draw it takes seconds, in which it can be asked how it is going, and can be stopped.
        synchronized (this) {
            if (recording == null) {
                throw new IllegalStateException("There is no continuous recording; profiler:jfr start begins one");
            }
            copy = recording.copy(true);
            now = clock.instant();
            Instant from = now.minus(last.compareTo(age) > 0 ? age : last);
            begin = from.isBefore(since) ? since : from;
            atStart = before;
        }
        try (copy) {
            Counts counts = meanwhile.orElseGet(() -> activity.counts().since(atStart));
            return write(copy, begin, now, why, counts);
        }
    }

    private Kept write(Recording copy, Instant begin, Instant end, String why, Counts meanwhile) throws IOException {
        return runs.write("jfr", end, copy.getSize(), draft -> {
            try (InputStream stream = copy.getStream(begin, end)) {
                if (stream == null) {
                    throw new IOException("Flight Recorder has nothing of that time");
                }
                Files.copy(stream, draft.file(Run.RECORDING));
            }
            Sampling sampling = engine.sampling(Kind.CPU);
            Profile profile = ProfileReader.readFrom(draft.file(Run.RECORDING), sampling, begin);
            Duration lasted = Duration.between(begin, end);
            OptionalInt players = surroundings.players();
            Summary summary = new Summary(
                    new Scope(sampling.engine(), "", ""),
                    draft.name(),
                    sampling,
                    why,
                    begin,
                    lasted,
                    Optional.empty(),
                    profile,
                    profile.by(new Attribution(surroundings.owners())::of),
                    meanwhile,
                    players,
                    players);
            summary.write(draft, false);
            return draft.keep(lasted, why + ": " + summary.headline(), summary.scope());
        });
    }

    /** Ends it; what was not kept is gone. Returns whether it ran. */
    public synchronized boolean stop() {
        Recording running = recording;
        recording = null;
        ended = null;
        Thread looking = guard;
        guard = null;
        if (looking != null) {
            looking.interrupt();
        }
        if (running != null) {
            running.close();
        }
        return running != null;
    }

    /** Ends it for ever. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
