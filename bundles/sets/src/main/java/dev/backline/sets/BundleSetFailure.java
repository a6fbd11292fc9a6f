package dev.backline.sets;

/** A bundle set cannot be read; the message says what to do. */
public final class BundleSetFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BundleSetFailure(String message) {
        super(message);
    }
}
