package dev.backline.discord.gateway;

import java.time.Duration;

/** How far the bot has come on its way to Discord. */
sealed interface LoginState {

    /** A sentence for the operator. */
    String explanation();

    /** Something has to appear first. */
    record Waiting(String explanation) implements LoginState {}

    record Connecting(String explanation) implements LoginState {}

    /** It failed, and is tried again by itself. */
    record Retrying(String reason, Duration after) implements LoginState {
        @Override
        public String explanation() {
            return reason + "; trying again in " + Math.max(1, after.toSeconds()) + " s";
        }
    }

    /** It failed, and it would fail again until somebody changes something. */
    record Refused(String explanation) implements LoginState {}

    record LoggedIn(Bot bot) implements LoginState {
        @Override
        public String explanation() {
            return bot.explanation();
        }
    }

    record LoggedOut() implements LoginState {
        @Override
        public String explanation() {
            return "Logged out";
        }
    }
}
