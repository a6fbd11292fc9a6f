package dev.backline.discord.interaction;

import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.exceptions.InteractionExpiredException;
import net.dv8tion.jda.api.requests.ErrorResponse;

/** How Discord, or JDA on its behalf, says that an answer came after the deadline. */
final class Lateness {

    private Lateness() {}

    static boolean is(Throwable failure) {
        return switch (failure) {
            case InteractionExpiredException expired -> true;
            case ErrorResponseException refused -> isLate(refused.getErrorResponse());
            default -> false;
        };
    }

    private static boolean isLate(ErrorResponse answer) {
        return switch (answer) {
            case UNKNOWN_INTERACTION, UNKNOWN_WEBHOOK, INVALID_WEBHOOK_TOKEN -> true;
            default -> false;
        };
    }
}
