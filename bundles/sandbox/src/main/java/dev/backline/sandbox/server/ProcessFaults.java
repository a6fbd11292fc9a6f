package dev.backline.sandbox.server;

import java.util.ArrayList;
import java.util.List;

/** Takes from the bot's own process what it needs, until it is told otherwise. Safe for any thread. */
public final class ProcessFaults implements AutoCloseable {

    private static final int MEGABYTE = 1 << 20;

    /** Not larger, since garbage collectors treat large arrays in another way. */
    private static final int PIECE = 1 << 16;

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
     * Keeps a part of the heap in use.
     *
     * @param megabytes of 1,048,576 bytes; 0 gives them back
     * @throws OutOfMemoryError when there are not as many; then none are kept
     */
    public synchronized void hold(int megabytes) {
        held.clear();
        try {
            for (int i = 0; i < megabytes * (MEGABYTE / PIECE); i++) {
                held.add(new byte[PIECE]);
            }
        } catch (OutOfMemoryError tooMany) {
            held.clear();
            throw tooMany;
        }
    }

    @Override
    public void close() {
        burn(0);
        hold(0);
    }
}
