package dev.backline.sandbox.node.server;

import dev.backline.sandbox.node.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a node, as far as it shows in what the node says. Outlives its processes. Safe for any thread. */
final class Condition {

    private volatile Duration lag = Duration.ZERO;
    private volatile boolean refusing;
    private volatile boolean overloaded;

    Duration lag() {
        return lag;
    }

    /**
     * Waits as long as the node lags.
     *
     * @return false when this thread was interrupted meanwhile
     */
    boolean waitForLag() {
        try {
            Thread.sleep(lag);
            return true;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    boolean isRefusing() {
        return refusing;
    }

    boolean isOverloaded() {
        return overloaded;
    }

    void lag(Duration delay) {
        lag = delay;
    }

    void refuse() {
        refusing = true;
    }

    void overload() {
        overloaded = true;
    }

    void heal() {
        lag = Duration.ZERO;
        refusing = false;
        overloaded = false;
    }

    List<Fault> faults() {
        List<Fault> faults = new ArrayList<>();
        if (!lag.isZero()) {
            faults.add(new Fault.Lag(lag));
        }
        if (refusing) {
            faults.add(new Fault.Refusal());
        }
        if (overloaded) {
            faults.add(new Fault.Overload());
        }
        return faults;
    }
}
