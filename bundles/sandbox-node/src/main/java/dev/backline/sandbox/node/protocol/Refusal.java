package dev.backline.sandbox.node.protocol;

import org.jspecify.annotations.Nullable;

/** A request cannot be fulfilled; its status and message are the answer. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    public Refusal(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    public static Refusal badRequest(String message) {
        return new Refusal(400, message, null);
    }

    public static Refusal notFound(String message) {
        return new Refusal(404, message, null);
    }

    public static Refusal failed(String message, @Nullable Throwable cause) {
        return new Refusal(500, message, cause);
    }

    public int status() {
        return status;
    }
}
