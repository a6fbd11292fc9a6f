package dev.backline.api.feature;

/** What kind of feature it is. */
public enum FeatureCategory {
    /** The bot is no bot without it. */
    CORE,
    /** What operators work with, and their monitoring: HTTP, shells, the way out of metrics. */
    OPERATIONS,
    METRICS,
    DIAGNOSTICS,
    /** What developers play against. */
    DEVELOPMENT,
    /** A bundle that does not say. */
    OTHER
}
