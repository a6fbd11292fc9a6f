package dev.backline.discord.gateway;

import java.util.Optional;
import java.util.regex.Pattern;
import net.dv8tion.jda.api.entities.Activity;

/**
 * What an operator sets for the connection.
 *
 * @param token secret; kept without the blanks around it; left out of {@link #toString()}
 * @param endpoint {@link #DISCORD}, or the name of a server that stands in for it
 * @param shards how many connections to make; 0 for as many as Discord recommends
 * @param activity what the bot is shown to be listening to, cut to what Discord takes; nothing when empty
 */
record Settings(String token, String endpoint, int shards, String activity) {

    /** The name of the real one. */
    static final String DISCORD = "discord";

    /** What can go into a header; no token has anything else. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    Settings {
        // A file ends with a line break, and what is copied often has a blank.
        token = token.strip();
        activity = cut(activity.strip(), Activity.MAX_ACTIVITY_NAME_LENGTH);
        if (shards < 0) {
            throw new IllegalArgumentException("shards must be 0 or more; it was " + shards);
        }
    }

    /** The beginning of a text, without half of a character at its end. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** Why nobody can log in with this token, and what to do about it, without its value; empty when it may be one. */
    Optional<String> tokenProblem() {
        if (token.isEmpty()) {
            return Optional.of("There is no token: set DISCORD_TOKEN, or .token of dev.backline.discord");
        }
        if (!TOKEN.matcher(token).matches()) {
            return Optional.of("The token has blanks, line breaks or characters in it that no token has: copy it anew"
                    + " from the Developer Portal, all by itself and without the word Bot before it");
        }
        return Optional.empty();
    }

    boolean real() {
        return endpoint.equals(DISCORD);
    }

    @Override
    public String toString() {
        return "Settings[endpoint=" + endpoint + ", shards=" + shards + "]";
    }
}
