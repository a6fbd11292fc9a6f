package dev.backline.api.feature;

/** How a feature is. */
public enum FeatureState {
    ON,
    OFF,
    /** Its start takes longer than it should, and has not ended yet. */
    STARTING,
    /** It should be on, and is not, or not wholly; {@link Feature#problem} says why. */
    FAILED,
    /** A jar that was given to be installed and could not; {@link Feature#problem} says why. */
    REFUSED,
    /** Not installed; the distribution has it. */
    AVAILABLE
}
