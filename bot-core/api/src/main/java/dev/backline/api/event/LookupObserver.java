package dev.backline.api.event;

import dev.backline.api.audio.SourceKey;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears about look-ups of tracks. */
@ConsumerType
public interface LookupObserver {

    /** A source was asked and has answered, or was given up. */
    default void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {}

    /** A source had nothing or failed, and the next one is asked. */
    default void lookupFellBack(SourceKey from, SourceKey to) {}

    /**
     * A source was asked, or has answered.
     *
     * @param lookups how many questions there are that no source has answered
     */
    default void lookupsInFlightChanged(int lookups) {}

    /** How one source answered. */
    enum LookupOutcome {
        FOUND,
        NOT_FOUND,
        REFUSED,
        UNAVAILABLE,
        TIMEOUT
    }
}
