package dev.backline.runtime.playback;

import dev.backline.api.event.QueueObserver;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what concerns one guild, one thing after the other, in the order of arrival. State that is touched only here
 * needs no lock. It holds a thread only while there is something to do.
 */
final class EventLoop {

    private static final Logger log = LoggerFactory.getLogger(EventLoop.class);

    private record Task(Runnable work, long arrivedNanos) {}

    private final Executor threads;
    private final QueueObserver observer;
    private final LongSupplier nanoTime;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    EventLoop(Executor threads, QueueObserver observer, LongSupplier nanoTime) {
        this.threads = threads;
        this.observer = observer;
        this.nanoTime = nanoTime;
    }

    /** Does the work after everything that came before it. */
    void execute(Runnable work) {
        tasks.add(new Task(work, nanoTime.getAsLong()));
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::drain);
        }
    }

    /** Like {@link #execute}; the future has the result, or what was thrown. */
    <T> CompletableFuture<T> submit(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    private void drain() {
        do {
            Task task = tasks.poll();
            if (task != null) {
                run(task);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    private void run(Task task) {
        long began = nanoTime.getAsLong();
        try {
            task.work().run();
        } catch (RuntimeException | Error e) {
            log.error("A guild's event failed; its later events go on", e);
        }
        observer.queueProcessed(began - task.arrivedNanos(), nanoTime.getAsLong() - began);
    }
}
