package dev.backline.lavalink.backend.node;

import java.util.concurrent.CompletionException;

/** A node did not do what it was asked to. The message says what it answered, or that it did not. */
public final class RequestFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    RequestFailed(int status, String message) {
        super(message);
        this.status = status;
    }

    /** There was no answer. */
    public RequestFailed(String message, Throwable cause) {
        super(message, cause);
        status = 0;
    }

    /** What went wrong, without the wrappings of futures. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? cause(wrapped.getCause())
                : failure;
    }

    /** The HTTP status; 0 when there was no answer, 200 when the answer could not be understood. */
    public int status() {
        return status;
    }

    /** Whether the node understood the request and says that it is at fault. */
    public boolean isRefused() {
        return status == 400;
    }
}
