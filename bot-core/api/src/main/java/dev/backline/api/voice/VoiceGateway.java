package dev.backline.api.voice;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Joins and leaves voice channels. Safe for any thread; no method blocks. */
@ProviderType
public interface VoiceGateway {

    /** The bot's own user id: whoever holds a voice connection in its stead has to say it. */
    long userId();

    /**
     * Joins a voice channel, or moves there, or changes the transport of the channel that is joined. When the guild is
     * not available yet it waits for it, for at most a minute.
     *
     * @param listener hears about this connection until it is disconnected; replaces the one of an earlier call
     * @return completes when sound can flow (for {@link VoiceTransport.Remote}: when the credentials were handed
     *     over); fails with {@link VoiceRefused}
     */
    CompletionStage<Void> connect(long guildId, long channelId, VoiceTransport transport, VoiceListener listener);

    /**
     * Leaves the channel and joins it again, so that a {@link VoiceTransport.Remote} is handed new credentials. Does
     * nothing for other transports, and when no channel is joined.
     */
    void renew(long guildId);

    /** Leaves the guild's voice channel if one is joined. The listener is not told. */
    void disconnect(long guildId);
}
