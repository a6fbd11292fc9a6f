package dev.backline.api.command;

import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The bot's commands. Whoever is connected to Discord declares them there and brings what members do with them.
 *
 * <p>Safe for any thread; no method blocks. A stage fails with {@link UserError} when the member can do something
 * about it, and with anything else when the bot is at fault. Calls for one guild are handled in the order in which
 * they come, and never wait for another guild.
 */
@ProviderType
public interface Commands {

    /** All commands, in the order in which help lists them. */
    List<CommandSpec> all();

    /**
     * Runs a command.
     *
     * @param command one of {@link #all()}
     * @throws IllegalArgumentException when it is not
     */
    CompletionStage<Reply> run(CommandSpec command, Caller caller, Arguments arguments);

    /**
     * Offers values for an option that {@linkplain Option.Text#completes() completes}.
     *
     * @param typed what the member has typed so far, may be empty
     * @return at most 25, best first; empty rather than late
     */
    CompletionStage<List<Choice>> complete(CommandSpec command, Option<?> option, String typed, Caller caller);

    /**
     * A button under one of the bot's messages was pressed.
     *
     * @return the message's new content, or, when {@linkplain Reply#ephemeral() ephemeral}, an answer to the member
     *     that leaves the message as it is
     */
    CompletionStage<Reply> press(String buttonId, Caller caller);
}
