package dev.backline.api.event;

import dev.backline.api.command.CommandSpec;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears about slash commands, and about buttons: whichever it is, it is the command {@link #BUTTON}. */
@ConsumerType
public interface CommandObserver {

    /** What a button under one of the bot's messages is heard of as; members cannot type it. */
    CommandSpec BUTTON = new CommandSpec("button", "A button under a message", List.of(), false);

    /** A command came in from the gateway. */
    default void commandStarted(CommandSpec command) {}

    /**
     * Discord has accepted the acknowledgement.
     *
     * @param nanos since the command came in; Discord's deadline is 3 s
     */
    default void commandAcknowledged(CommandSpec command, long nanos) {}

    /**
     * The command is answered, or given up; follows every {@link #commandStarted} once.
     *
     * @param nanos since the command came in
     */
    default void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {}

    /** A command came in and was turned away: neither of the others follows. */
    default void commandRejected(CommandRejection reason) {}

    /**
     * A command began or ended.
     *
     * @param commands how many there are that came in and are not finished
     */
    default void commandsInFlightChanged(int commands) {}
}
