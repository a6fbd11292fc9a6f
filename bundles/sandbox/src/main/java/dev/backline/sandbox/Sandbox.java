package dev.backline.sandbox;

import dev.backline.sandbox.voice.Heard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The sandbox as its members use it. Guilds and members are named by their names. Safe for any thread; nothing blocks.
 *
 * <p>Every method throws {@link IllegalArgumentException} with the known names when it is given an unknown one.
 */
@ProviderType
public interface Sandbox {

    /** All guilds, in the order in which they were made. */
    List<SandboxGuild> guilds();

    /** Makes a guild with members, a text channel and three voice channels, and tells the bot. */
    SandboxGuild createGuild(String name);

    /**
     * Types something into the guild's text channel.
     *
     * @param line a slash command with its options: {@code /play query:tone 440}, or in their order: {@code /play tone
     *     440}; the value of an option that takes a file is a path: {@code /play file:song.mp3}
     * @return completes with what came of it, after Discord's deadlines at the latest
     * @throws IllegalArgumentException when Discord's client would not send it: unknown command, option or value
     */
    CompletionStage<Exchange> say(String guild, String member, String line);

    /**
     * Presses a button under the bot's latest message that the member can see.
     *
     * @param button its label or its custom id
     */
    CompletionStage<Exchange> press(String guild, String member, String button);

    /**
     * Sends the form (modal) that the bot showed to the member last.
     *
     * @param values by id or label of the input
     * @throws IllegalArgumentException when there is no form, or Discord's client would not send these values
     */
    CompletionStage<Exchange> submit(String guild, String member, Map<String, String> values);

    /**
     * Asks for completions of a half-typed command.
     *
     * @return the labels that the bot offers
     */
    CompletionStage<List<String>> complete(String guild, String member, String line);

    /** Puts a member into a voice channel; an empty name takes the member out. */
    void move(String guild, String member, String voiceChannel);

    /** What the guild's voice channel heard of the bot. */
    Optional<Heard> heard(String guild);
}
