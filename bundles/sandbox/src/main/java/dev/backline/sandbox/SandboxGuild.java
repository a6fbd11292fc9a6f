package dev.backline.sandbox;

import java.util.List;
import java.util.Optional;

/**
 * A guild of the sandbox.
 *
 * @param members names of those who are not bots
 * @param voiceChannels names
 * @param botChannel name of the voice channel that the bot is in
 */
public record SandboxGuild(
        long id, String name, List<String> members, List<String> voiceChannels, Optional<String> botChannel) {

    public SandboxGuild {
        members = List.copyOf(members);
        voiceChannels = List.copyOf(voiceChannels);
    }
}
