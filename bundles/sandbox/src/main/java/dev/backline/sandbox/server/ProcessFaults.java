package dev.backline.sandbox.server;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;

/** Takes from the bot's own process what it needs, until it is told otherwise. Safe for any thread. */
public final class ProcessFaults implements AutoCloseable {

    /** Not larger, since garbage collectors treat large arrays in another way. */
    private static final int PIECE = 1 << 16;

    /** From one collection to the next. */
    private static final int STEP = 1 << 23;

    private final List<Thread> busy = new ArrayList<>();
    private final List<byte[]> held = new ArrayList<>();

    /**
     * Keeps CPUs busy.
     *
     * @param threads that do nothing, as fast as they can; 0 ends it
     */
    public synchronized void burn(int threads) {
        busy.forEach(Thread::interrupt);
        busy.clear();
        for (int i = 0; i < threads; i++) {
            busy.add(Thread.ofPlatform().name("sandbox-busy-" + i).daemon().start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
            }));
        }
    }

    /**
     * Keeps a part of the heap in use, together with what the bot needs itself.
     *
     * @param percent of the largest heap, up to 95: the JVM ends when there is nothing left; 0 gives all back
     */
    public synchronized void fill(int percent) {
        hold(percent == 0 ? 0 : Runtime.getRuntime().maxMemory() / 100 * percent);
    }

    /**
     * Keeps so much that, after a collection, so many bytes are in use at least; 0 gives all back. Little by little, as a leak
     * does: all at once, a generational collector has no time to make room among what is old, and the JVM ends.
     */
    synchronized void hold(long inUse) {
        held.clear();
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long missing = inUse;
        while (missing > 0) {
            memory.gc();
            missing = inUse - memory.getHeapMemoryUsage().getUsed();
            for (long bytes = 0; bytes < Math.min(missing, STEP); bytes += PIECE) {
                held.add(new byte[PIECE]);
            }
        }
    }

    @Override
    public void close() {
        burn(0);
        fill(0);
    }
}
