package dev.backline.api.command;

import java.util.OptionalLong;

/**
 * The member who used a command, and where.
 *
 * @param guildId the guild
 * @param userId the member
 * @param voiceChannelId the voice channel of this guild that the member is in
 */
public record Caller(long guildId, long userId, OptionalLong voiceChannelId) {

    /** How messages name the member, in Discord's markup. */
    public String mention() {
        return "<@" + userId + ">";
    }
}
