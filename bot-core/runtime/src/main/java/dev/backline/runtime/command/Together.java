package dev.backline.runtime.command;

import dev.backline.api.command.Caller;
import dev.backline.api.command.UserError;
import dev.backline.runtime.playback.GuildPlayback;

/** The rule of who may change what is heard: those who hear it. */
final class Together {

    private Together() {}

    /** The caller's voice channel; {@link UserError} when the caller is in none. */
    static long channelOf(Caller caller) {
        return caller.voiceChannelId().orElseThrow(() -> new UserError("Join a voice channel first, then try again."));
    }

    /** {@link UserError} when the bot is in a channel and the caller is not with it. */
    static void require(Caller caller, GuildPlayback playback) {
        if (playback.channel().isPresent() && !playback.channel().equals(caller.voiceChannelId())) {
            throw new UserError("I am playing in <#" + playback.channel().getAsLong()
                    + ">. Join that channel to change what plays.");
        }
    }
}
