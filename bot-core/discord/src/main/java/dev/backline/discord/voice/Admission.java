package dev.backline.discord.voice;

import dev.backline.api.voice.VoiceRefused;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.channel.concrete.VoiceChannel;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;

/** Whether the bot may join a channel, and what a listener can do when it may not. */
final class Admission {

    private Admission() {}

    /**
     * The channel, if the bot may join it.
     *
     * @throws VoiceRefused when it may not
     */
    static AudioChannel to(Guild guild, long channelId) {
        AudioChannel channel = guild.getChannelById(AudioChannel.class, channelId);
        Member self = guild.getSelfMember();
        if (channel == null) {
            throw new VoiceRefused("I cannot see that voice channel. If it still exists, let me view it.");
        }
        if (!self.hasPermission(channel, Permission.VIEW_CHANNEL, Permission.VOICE_CONNECT)) {
            throw new VoiceRefused("I am not allowed to join " + channel.getAsMention()
                    + ". Give me the permissions View Channel and Connect there.");
        }
        if (!self.hasPermission(channel, Permission.VOICE_SPEAK)) {
            throw new VoiceRefused(
                    "I am not allowed to speak in " + channel.getAsMention() + ". Give me the permission Speak there.");
        }
        if (channel instanceof VoiceChannel room && full(room) && !channel.equals(Self.channel(guild))) {
            throw new VoiceRefused(channel.getAsMention()
                    + " is full. Make room for me, or give me the permission Move Members there.");
        }
        return channel;
    }

    private static boolean full(VoiceChannel room) {
        int limit = room.getUserLimit();
        return limit > 0
                && room.getMembers().size() >= limit
                && !room.getGuild().getSelfMember().hasPermission(room, Permission.VOICE_MOVE_OTHERS);
    }
}
