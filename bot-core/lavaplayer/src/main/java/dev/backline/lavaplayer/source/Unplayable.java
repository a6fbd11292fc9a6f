package dev.backline.lavaplayer.source;

/** A track cannot be loaded. The message is one sentence for listeners, free of secrets and paths. */
public final class Unplayable extends Exception {

    private static final long serialVersionUID = 1L;

    public Unplayable(String message) {
        super(message);
    }
}
