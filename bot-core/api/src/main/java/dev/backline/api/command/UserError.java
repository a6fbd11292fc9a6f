package dev.backline.api.command;

/**
 * A command cannot be done, and the member who gave it can do something about it. The message is what the member
 * reads: what is the matter, and what to do. At most 2000 characters of Discord's markup.
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        // No stack trace: this is an answer, not a defect, and it is made on a hot path.
        super(message, null, false, false);
    }
}
