package dev.backline.sandbox;

import java.time.Duration;
import java.util.Optional;

/**
 * Something that a member did with the bot, and what came of it.
 *
 * @param answer what the member saw in the end; empty when the bot did not acknowledge in time, or acknowledged and
 *     showed nothing
 * @param acknowledgedAfter from sending until the bot acknowledged
 * @param answeredAfter from sending until the answer was there
 */
public record Exchange(
        Optional<SeenMessage> answer, Optional<Duration> acknowledgedAfter, Optional<Duration> answeredAfter) {

    /** What Discord's client shows when nothing was answered. */
    public static final String NO_ANSWER = "The application did not respond";
}
