package dev.backline.probe;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;

/**
 * A piece of work that costs what this machine makes it cost, and that nobody's change of the bot changes: strings, a hash
 * map and garbage, as in the bot's own work. For one thread.
 */
final class Calibration {

    private static final int ROUNDS = 20;
    private static final int KEYS = 2_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    /** Where results go, so that no compiler leaves the work out. */
    long result;

    /** CPU time that it took now, in nanoseconds; some milliseconds. */
    long nanos() {
        long before = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < ROUNDS; i++) {
            work();
        }
        return threads.getCurrentThreadCpuTime() - before;
    }

    private void work() {
        Map<String, Integer> lengths = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            lengths.merge("key " + (i * 31) % KEYS, i, Integer::sum);
        }
        StringBuilder text = new StringBuilder();
        lengths.forEach(
                (key, length) -> text.append(key).append('=').append(length).append(';'));
        result += text.toString().hashCode();
    }
}
