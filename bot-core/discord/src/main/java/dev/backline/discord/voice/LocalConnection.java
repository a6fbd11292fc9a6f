package dev.backline.discord.voice;

import dev.backline.api.voice.VoiceCredentials;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import net.dv8tion.jda.api.hooks.VoiceDispatchInterceptor.VoiceServerUpdate;
import net.dv8tion.jda.internal.audio.AudioConnection;
import net.dv8tion.jda.internal.managers.AudioManagerImpl;

/**
 * Opens JDA's own voice connection of one guild.
 *
 * <p>With an interceptor for voice, JDA opens no connection at all; without one it opens all of them, and what the
 * gateway tells about them reaches nobody else. To have guilds of both kinds in one login, the interceptor is always
 * set, and does here for a local guild what JDA's VoiceServerUpdateHandler and VoiceStateUpdateHandler do without one.
 * This is the only class that uses JDA's internals, but for the switch of its logger.
 */
final class LocalConnection {

    private LocalConnection() {}

    /** Connects to the server that Discord named, in place of an earlier connection. */
    static void open(VoiceServerUpdate server) {
        open(server.getGuild(), server.getEndpoint(), server.getSessionId(), server.getToken());
    }

    /** Connects with what Discord gave for a connection that somebody else had until now. */
    static void takeOver(Guild guild, VoiceCredentials given) {
        open(guild, given.endpoint(), given.sessionId(), given.token());
    }

    private static void open(Guild guild, String endpoint, String sessionId, String token) {
        AudioManagerImpl manager = (AudioManagerImpl) guild.getAudioManager();
        manager.CONNECTION_LOCK.lock();
        try {
            AudioChannel channel = Self.channel(guild);
            if (channel != null) {
                AudioConnection connection = new AudioConnection(manager, endpoint, sessionId, token, channel);
                manager.setAudioConnection(connection);
                connection.startConnection();
            }
        } finally {
            manager.CONNECTION_LOCK.unlock();
        }
    }

    /**
     * The bot's own voice state changed.
     *
     * @return whether a connection is open, so that JDA may stop asking for one
     */
    static boolean moved(Guild guild, AudioChannel channel) {
        AudioManagerImpl manager = (AudioManagerImpl) guild.getAudioManager();
        if (manager.isConnected()) {
            manager.setConnectedChannel(channel);
        }
        return manager.isConnected();
    }
}
