package dev.backline.api.event;

/** How a command ended. */
public enum CommandOutcome {
    SUCCESS,
    /** The member was told what to do differently. */
    USER_ERROR,
    /** The bot or something behind it failed. */
    FAILURE,
    /** It was not acknowledged or not answered before Discord's deadline. */
    TIMEOUT
}
