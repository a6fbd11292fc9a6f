package dev.backline.sandbox.node.timing;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread of a node that waits for times to come. What it does must not block. */
public final class NodeTimer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(NodeTimer.class);

    private final Gate gate;
    private final ScheduledThreadPoolExecutor thread;

    /** Something that will happen. */
    public interface Task {

        /** It happens no more, or not again. */
        void cancel();
    }

    public NodeTimer(String name, Gate gate) {
        this.gate = gate;
        thread = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(name).daemon().factory(), new ThreadPoolExecutor.DiscardPolicy());
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Does something once; nothing when the timer is closed. */
    public Task after(Duration delay, Runnable work) {
        return task(thread.schedule(() -> run(work), delay.toNanos(), TimeUnit.NANOSECONDS));
    }

    /** Does something again and again. */
    public Task every(Duration first, Duration interval, Runnable work) {
        return task(
                thread.scheduleAtFixedRate(() -> run(work), first.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS));
    }

    private static Task task(Future<?> future) {
        return () -> future.cancel(false);
    }

    private void run(Runnable work) {
        if (gate.pass()) {
            try {
                work.run();
            } catch (RuntimeException | LinkageError e) {
                log.error("Something that a node does from time to time failed; it is done again", e);
            }
        }
    }

    /** Ends the thread and waits for that. */
    @Override
    public void close() {
        thread.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (thread.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException stopRequested) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
