package dev.backline.lavaplayer;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what concerns one player, one thing after the other, in the order of arrival. It holds a thread only while
 * there is something to do.
 */
final class Mailbox {

    private static final Logger log = LoggerFactory.getLogger(Mailbox.class);

    private final Executor threads;
    private final Queue<Runnable> letters = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    Mailbox(Executor threads) {
        this.threads = threads;
    }

    /** Does the work after everything that came before it; never on the caller's thread. */
    void post(Runnable work) {
        letters.add(work);
        if (waiting.getAndIncrement() == 0) {
            threads.execute(this::drain);
        }
    }

    private void drain() {
        do {
            Runnable work = letters.poll();
            if (work != null) {
                run(work);
            }
        } while (waiting.decrementAndGet() > 0);
    }

    private static void run(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            log.error("A player's event failed; its later events go on", e);
        }
    }
}
