package dev.backline.api.event;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears about the queues of guilds. */
@ConsumerType
public interface QueueObserver {

    /**
     * A queue changed.
     *
     * @param change by what
     * @param difference how many tracks it grew by; negative when it shrank
     */
    default void queueChanged(QueueChange change, int difference) {}

    /**
     * Something was done on a guild's event loop.
     *
     * @param waitedNanos from its arrival until the loop came to it
     * @param workedNanos how long it took
     */
    default void queueProcessed(long waitedNanos, long workedNanos) {}

    /** What changes a queue. */
    enum QueueChange {
        ADDED,
        TAKEN,
        REMOVED,
        REORDERED,
        CLEARED,
        RESTORED
    }
}
