package dev.backline.api.playback;

import dev.backline.api.audio.Track;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a guild listens to, at one moment.
 *
 * @param guildId the guild
 * @param voiceChannelId the channel that the bot is in
 * @param current what plays, or is paused
 * @param position in the current track; zero when there is none
 * @param paused whether it is paused
 * @param volume in percent
 * @param loop what follows
 * @param queue what comes next, in order
 * @param backend where it plays, as the player says it: {@code embedded}, {@code lavalink (north)}; empty when no player
 *     is open
 */
public record Session(
        long guildId,
        OptionalLong voiceChannelId,
        Optional<Track> current,
        Duration position,
        boolean paused,
        int volume,
        LoopMode loop,
        List<Track> queue,
        Optional<String> backend) {

    public Session {
        queue = List.copyOf(queue);
    }
}
