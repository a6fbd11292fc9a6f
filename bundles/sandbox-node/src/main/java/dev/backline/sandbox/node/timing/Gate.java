package dev.backline.sandbox.node.timing;

/**
 * What everything that a node does has to pass. While it is shut nothing passes, as if the node's process were frozen.
 * Safe for any thread.
 */
public final class Gate {

    private boolean shut;
    private boolean over;

    /**
     * Waits until the gate is open.
     *
     * @return false when it never will be: the node's process is over, or this thread was interrupted
     */
    public synchronized boolean pass() {
        try {
            while (shut && !over) {
                wait();
            }
            return !over;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether nothing passes at this moment. */
    public synchronized boolean isShut() {
        return shut;
    }

    /** Lets nothing pass from now on. */
    public synchronized void shut() {
        shut = true;
    }

    /** Lets all pass that wait. */
    public synchronized void open() {
        shut = false;
        notifyAll();
    }

    /** Turns everybody away, for good. */
    public synchronized void end() {
        over = true;
        notifyAll();
    }
}
