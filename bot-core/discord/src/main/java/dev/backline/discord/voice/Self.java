package dev.backline.discord.voice;

import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.GuildVoiceState;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import org.jspecify.annotations.Nullable;

/** Where the bot itself is. */
final class Self {

    private Self() {}

    /** The voice channel that the bot is in, as the gateway told. */
    static @Nullable AudioChannel channel(Guild guild) {
        @Nullable GuildVoiceState state = guild.getSelfMember().getVoiceState();
        return state == null ? null : state.getChannel();
    }
}
