package dev.backline.sandbox.voice;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things later, on one thread, so that two things delayed by the same time stay in order. Safe for use by several
 * threads.
 */
final class VoiceTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceTimer.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1,
            Thread.ofPlatform().name("sandbox-voice-timer").daemon().factory(),
            // What would have been done after the server is closed is for nobody.
            new ThreadPoolExecutor.DiscardPolicy());

    /** Runs an action once. */
    void after(Duration delay, Runnable action) {
        Future<?> unused = executor.schedule(() -> run(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs an action again and again, also after it failed. */
    void every(Duration period, Runnable action) {
        Future<?> unused = executor.scheduleAtFixedRate(
                () -> run(action), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            LOG.warn("A delayed action of the voice server failed", failed);
        }
    }

    /** Drops what was not done yet, and waits until the thread has ended. */
    @Override
    public void close() {
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.close();
    }
}
