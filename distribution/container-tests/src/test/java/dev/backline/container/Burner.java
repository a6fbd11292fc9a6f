package dev.backline.container;

import java.util.ArrayList;
import java.util.List;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A bundle that is known to burn CPU in one method, to allocate one type, and to fight for one lock. Stands in the bundle
 * that {@link ProfilerIT} makes of it.
 */
public final class Burner implements BundleActivator {

    /** What is thrown away, 64 places at a time. */
    static final class Litter {}

    /** What is fought for. */
    static final class Gate {

        long passed;
    }

    private final Gate gate = new Gate();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    /** Where results go, and others could read them: so no compiler leaves the work out. */
    volatile double burned;

    volatile Litter[] litter = {};

    @Override
    public void start(BundleContext context) {
        threads.add(Thread.ofPlatform().name("burner-cpu").daemon().start(this::work));
        threads.add(Thread.ofPlatform().name("burner-lock-1").daemon().start(this::queueUp));
        threads.add(Thread.ofPlatform().name("burner-lock-2").daemon().start(this::queueUp));
    }

    private void work() {
        while (running) {
            burn();
            waste();
        }
    }

    private void burn() {
        double sum = 0;
        for (int i = 1; i < 100_000; i++) {
            sum += Math.cbrt(i) / Math.log(i + 1.0);
        }
        burned = sum;
    }

    private void waste() {
        for (int i = 0; i < 1_000; i++) {
            litter = new Litter[64];
        }
    }

    private void queueUp() {
        while (running) {
            pass();
        }
    }

    private void pass() {
        synchronized (gate) {
            gate.passed++;
            try {
                Thread.sleep(5);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        running = false;
        for (Thread thread : threads) {
            thread.interrupt();
            thread.join();
        }
    }
}
