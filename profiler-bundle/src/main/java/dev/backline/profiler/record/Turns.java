package dev.backline.profiler.record;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Lets one thing be done at a time, and nothing any more when closed. Safe for use by any thread. */
public final class Turns implements AutoCloseable {

    private static final long TICK_MILLIS = 200;

    /** How long {@link #close} waits for whoever has a turn. */
    private static final long PATIENCE_SECONDS = 20;

    /**
     * Something that is being done.
     *
     * @param what in a word
     * @param who asked for it
     * @param started when
     * @param duration how long it is to take; zero when that is not known
     */
    public record Ongoing(String what, String who, Instant started, Duration duration) {}

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Semaphore free = new Semaphore(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    /** Changes together with the permit, under this object's lock: whoever is refused learns who has the turn. */
    private volatile @Nullable Ongoing ongoing;

    public Turns(Clock clock) {
        this(clock, System::nanoTime);
    }

    /** With whatever else says how much time passes. */
    Turns(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** What is being done. */
    public Optional<Ongoing> ongoing() {
        return Optional.ofNullable(ongoing);
    }

    /**
     * Takes the turn.
     *
     * @throws IllegalStateException when somebody else has it; the message says who
     */
    public synchronized Turn take(String what, String who, Duration duration) {
        if (!free.tryAcquire()) {
            throw new IllegalStateException(ongoing()
                    .map(other -> "One thing at a time: " + describe(other))
                    .orElse("The profiler is being stopped"));
        }
        Turn turn = new Turn(duration);
        ongoing = new Ongoing(what, who, turn.started, duration);
        return turn;
    }

    /**
     * Waits without a turn, beside whoever has one.
     *
     * @throws IllegalStateException when all turns were ended meanwhile
     */
    public void pause(Duration time) throws InterruptedException {
        if (closed.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException("The profiler was stopped");
        }
    }

    /** In words. */
    public String describe(Ongoing other) {
        long passed = Duration.between(other.started(), clock.instant()).toSeconds();
        String of = other.duration().isZero() ? "" : " of " + other.duration().toSeconds() + " s";
        return other.what() + " is under way for " + (other.who().isEmpty() ? "somebody" : other.who()) + " since "
                + passed + of + (of.isEmpty() ? " s" : "");
    }

    /** Ends whoever has a turn, and gives no more. */
    @Override
    public void close() {
        closed.countDown();
        try {
            // Never given back.
            boolean ended = free.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                // The one exception: it still has the permit, and nobody waits for it any more.
                ongoing = null;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * A turn that somebody has, until it is closed. A thread that was interrupted while it waited is so again then, so that
     * it can write meanwhile. For one thread.
     */
    public final class Turn implements AutoCloseable {

        private final Instant started = clock.instant();
        private final long startNanos = nanoTime.getAsLong();
        private final Duration duration;
        private boolean interrupted;

        private Turn(Duration duration) {
            this.duration = duration;
        }

        public Instant started() {
            return started;
        }

        /** Since it was taken. */
        public Duration lasted() {
            return Duration.ofNanos(nanoTime.getAsLong() - startNanos);
        }

        /**
         * Waits until the time is over, the thread is interrupted, or something else ends it.
         *
         * @param end asked some times a second
         * @throws IllegalStateException when all turns were ended
         */
        public void await(Progress progress, BooleanSupplier end) {
            long begun = nanoTime.getAsLong();
            try {
                while (true) {
                    long left = duration.toNanos() - (nanoTime.getAsLong() - begun);
                    progress.passed(duration.minusNanos(Math.max(0, left)), duration);
                    if (left <= 0 || end.getAsBoolean()) {
                        return;
                    }
                    long wait = Math.min(left, TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
                    if (closed.await(wait, TimeUnit.NANOSECONDS)) {
                        throw new IllegalStateException("The profiler was stopped; nothing was kept");
                    }
                }
            } catch (InterruptedException early) {
                interrupted = true;
            }
        }

        @Override
        public void close() {
            synchronized (Turns.this) {
                ongoing = null;
                free.release();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
