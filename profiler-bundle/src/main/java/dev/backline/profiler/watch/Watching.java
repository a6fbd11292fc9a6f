package dev.backline.profiler.watch;

import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.span.Activity;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a watch and the recording that it needs, on a thread of its own. Safe for use by any thread. */
public final class Watching implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watching.class);

    private static final Duration EVERY = Duration.ofSeconds(5);

    /** For evidence that is being kept while the watch ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Continuous continuous;
    private final Activity activity;
    private final Clock clock;
    private final Pause pause = new Pause();
    private @Nullable Watch watch;
    private @Nullable Thread thread;
    /** That of the recording that was started for this; empty when it was somebody else's. */
    private Optional<Instant> ownSince = Optional.empty();

    private boolean closed;

    public Watching(Continuous continuous, Activity activity, Clock clock) {
        this.continuous = continuous;
        this.activity = activity;
        this.clock = clock;
    }

    /** The watch that runs. */
    public synchronized Optional<Watch> watch() {
        return Optional.ofNullable(watch);
    }

    /**
     * Begins to look, with these limits from now on; starts the continuous recording when there is none.
     *
     * @throws IllegalStateException when there can be no continuous recording, or this is closed
     */
    public synchronized void start(Limits limits) {
        if (closed) {
            throw new IllegalStateException("The profiler is being stopped");
        }
        if (continuous.start()) {
            ownSince = since();
        }
        end();
        Watch started = new Watch(continuous::keep, activity, Vitals.ofThisProcess(), limits, pause, clock);
        watch = started;
        thread = Thread.ofPlatform().name("backline-profiler-watch").daemon().start(() -> run(started));
    }

    private static void run(Watch watch) {
        try {
            while (true) {
                try {
                    watch.look();
                } catch (RuntimeException e) {
                    log.error("The watch could not look", e);
                }
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Keeps evidence because somebody else says that something is wrong; nothing when nothing is watched. */
    public Optional<Kept> raise(String why) {
        return watch().flatMap(running -> running.raise(why));
    }

    /** Looks no more; ends the recording if it was started for this. Returns whether it looked. */
    public synchronized boolean stop() {
        boolean looked = watch != null;
        end();
        // One that ended since a disk was full, and was begun again by somebody, is not it.
        if (ownSince.isPresent() && ownSince.equals(since())) {
            continuous.stop();
        }
        ownSince = Optional.empty();
        return looked;
    }

    private Optional<Instant> since() {
        return continuous.state().map(Continuous.State::since);
    }

    private void end() {
        watch = null;
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(PATIENCE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Looks no more, for ever. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }
}
