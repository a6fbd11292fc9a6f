package dev.backline.lavalink.backend.node;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which everything about nodes and their players is decided, in the order of arrival, so that none of
 * it needs a lock. Nothing that runs here blocks.
 */
public final class Loop implements Executor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final ScheduledThreadPoolExecutor thread;

    /** Begins. */
    public Loop(String name) {
        thread = new ScheduledThreadPoolExecutor(
                1,
                Thread.ofPlatform().name(name).daemon().factory(),
                new ThreadPoolExecutor.DiscardPolicy()); // what comes after the end comes too late
        thread.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void execute(Runnable work) {
        thread.execute(guarded(work));
    }

    /**
     * Does something later.
     *
     * @return calls it off
     */
    public Runnable after(Duration delay, Runnable work) {
        ScheduledFuture<?> due = thread.schedule(guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> due.cancel(false);
    }

    private static Runnable guarded(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | LinkageError e) {
                log.error("Something about a Lavalink node failed; everything else goes on", e);
            }
        };
    }

    /** Does nothing more. What is being done is finished by the thread, which then ends. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
