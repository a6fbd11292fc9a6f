package dev.backline.api.feature;

import java.time.Instant;

/**
 * Something that happened to a feature.
 *
 * @param at when
 * @param feature name of the feature; of the set for {@link Kind#SWITCHED}
 * @param kind what
 * @param cause by whom and why
 * @param detail more about it, one line; may be empty
 */
public record FeatureChange(Instant at, String feature, Kind kind, Cause cause, String detail) {

    /** What happens to features. */
    public enum Kind {
        INSTALLED,
        TURNED_ON,
        TURNED_OFF,
        UPDATED,
        REMOVED,
        /** Its start failed. */
        FAILED,
        /** A jar was not installed, or a bundle not replaced by it. */
        REFUSED,
        /** Its observers threw or blocked too often and are called no more. */
        DISCONNECTED,
        /** Another bundle set runs. */
        SWITCHED,
        /** The guard would have turned it off, and only reports. */
        REPORTED
    }
}
