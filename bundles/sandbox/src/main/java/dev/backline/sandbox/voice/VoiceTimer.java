package dev.backline.sandbox.voice;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does things again and again, on one thread. Safe for use by several threads. */
final class VoiceTimer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VoiceTimer.class);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("sandbox-voice-timer").daemon().factory());

    /** Runs an action again and again, also after it failed. */
    void every(Duration period, Runnable action) {
        Future<?> unused = executor.scheduleAtFixedRate(
                () -> run(action), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException failed) {
            log.warn("A repeated action of the voice server failed", failed);
        }
    }

    /** Waits until the thread has ended. */
    @Override
    public void close() {
        executor.close();
    }
}
