package dev.backline.api.feature;

/** What was asked for could not be done to a feature; the message says what was in the way, and what can be done. */
public final class FeatureFailure extends Exception {

    private static final long serialVersionUID = 1L;

    /** Without another exception as its reason. */
    public FeatureFailure(String message) {
        super(message);
    }

    /** Because of another exception. */
    public FeatureFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
