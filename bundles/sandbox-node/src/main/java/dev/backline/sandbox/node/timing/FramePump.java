package dev.backline.sandbox.node.timing;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beat of 20 ms to which all of a node's players send their frames, on the node's timer. */
public final class FramePump {

    /** Sound in one frame. */
    public static final Duration FRAME = Duration.ofMillis(20);

    /** Frames that were missed beyond this are not made up for: a burst of them would be thrown away anyway. */
    private static final long CATCHES_UP_NANOS = FRAME.multipliedBy(3).toNanos();

    private static final Logger log = LoggerFactory.getLogger(FramePump.class);

    private final NodeTimer timer;
    private final Set<Paced> senders = ConcurrentHashMap.newKeySet();
    private boolean running;
    private long dueNanos;

    /** Somebody who sends a frame at each beat. */
    public interface Paced {

        /** Sends one frame, or none. Called by the node's timer. */
        void beat();
    }

    public FramePump(NodeTimer timer) {
        this.timer = timer;
    }

    /** Begins to call, if it does not yet. */
    public synchronized void add(Paced sender) {
        senders.add(sender);
        if (!running) {
            running = true;
            dueNanos = System.nanoTime();
            timer.after(Duration.ZERO, this::beat);
        }
    }

    /** Calls no more; a call that is on its way may still come. */
    public void remove(Paced sender) {
        senders.remove(sender);
    }

    private void beat() {
        senders.forEach(FramePump::beat);
        next();
    }

    private static void beat(Paced sender) {
        try {
            sender.beat();
        } catch (RuntimeException | LinkageError e) {
            log.error("A player's frame could not be sent; the next one is tried", e);
        }
    }

    private synchronized void next() {
        if (senders.isEmpty()) {
            running = false;
            return;
        }
        long now = System.nanoTime();
        dueNanos += FRAME.toNanos();
        if (now - dueNanos > CATCHES_UP_NANOS) {
            dueNanos = now;
        }
        timer.after(Duration.ofNanos(Math.max(0, dueNanos - now)), this::beat);
    }
}
