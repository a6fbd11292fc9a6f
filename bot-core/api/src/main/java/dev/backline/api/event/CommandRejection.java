package dev.backline.api.event;

/** Why a command was turned away. */
public enum CommandRejection {
    /** The bot has no such command any more; Discord still offered it. */
    UNKNOWN,
    /** It was not typed in a guild. */
    OUTSIDE_GUILD,
    /** The bot is about to end. */
    RESTARTING
}
