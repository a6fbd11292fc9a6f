package dev.backline.api.feature;

/**
 * Why a feature changes.
 *
 * @param origin from where
 * @param who operator or file; may be empty
 * @param reason in words; may be empty
 */
public record Cause(Origin origin, String who, String reason) {

    /** Where changes come from. */
    public enum Origin {
        /** An operator, by a feature command. */
        HAND,
        /** The overhead guard. */
        GUARD,
        /** A switch to another bundle set. */
        SET,
        /** The deploy folder. */
        DEPLOY,
        /** Whoever used the framework itself: {@code stop 14}, {@code install file:...}. */
        FRAMEWORK,
        /** The bot, on its own. */
        BOT
    }

    /** An operator's doing. */
    public static Cause hand(String who, String reason) {
        return new Cause(Origin.HAND, who, reason);
    }

    /** In a few words: who, or from where. */
    @Override
    public String toString() {
        String from =
                origin == Origin.HAND && !who.isEmpty() ? who : origin.name().toLowerCase(java.util.Locale.ROOT);
        return reason.isEmpty() ? from : from + ": " + reason;
    }
}
