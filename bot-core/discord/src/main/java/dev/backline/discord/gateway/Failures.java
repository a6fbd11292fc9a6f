package dev.backline.discord.gateway;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.requests.CloseCode;

/** What went wrong, as a sentence for the operator. */
final class Failures {

    private Failures() {}

    static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case UnknownHostException e -> {
                    return "Discord's name cannot be resolved: there is no network, or no DNS";
                }
                case ConnectException e -> {
                    return "Discord cannot be reached: " + e.getMessage();
                }
                case SocketTimeoutException e -> {
                    return "Discord does not answer: " + e.getMessage();
                }
                case SSLException e -> {
                    return "No trusted connection to Discord: " + e.getMessage();
                }
                case ErrorResponseException e -> {
                    return "Discord answered " + e.getErrorCode() + " " + e.getMeaning();
                }
                // Its message may have the value that was refused, and that may be the token.
                case IllegalArgumentException e -> {
                    return "Logging in failed: " + e.getClass().getSimpleName();
                }
                default -> {}
            }
        }
        return "Logging in failed: " + failure.getClass().getSimpleName() + " " + failure.getMessage();
    }

    /** Why it makes no sense to connect again as things are; empty when it does. */
    static Optional<String> lasting(CloseCode code) {
        return switch (code) {
            case AUTHENTICATION_FAILED ->
                Optional.of("Discord does not accept the token any more: copy it anew from the Developer Portal");
            case DISALLOWED_INTENTS, INVALID_INTENTS ->
                Optional.of("Discord does not allow the bot the states of voice channels (intent GUILD_VOICE_STATES):"
                        + " see the application in the Developer Portal");
            case INVALID_SHARD, SHARDING_REQUIRED ->
                Optional.of("Discord does not accept this number of shards: set it to 0, for as many as it recommends");
            default -> Optional.empty();
        };
    }
}
