package dev.backline.api.voice;

/**
 * What Discord gives for one voice connection, for whoever opens that connection in the bot's stead.
 *
 * @param guildId the guild
 * @param channelId the voice channel
 * @param sessionId the session that the gateway announced in the voice state
 * @param token secret; left out of {@link #toString()}
 * @param endpoint host and port of the voice server, as the gateway gave it
 */
public record VoiceCredentials(long guildId, long channelId, String sessionId, String token, String endpoint) {

    @Override
    public String toString() {
        return "VoiceCredentials[guildId=" + guildId + ", endpoint=" + endpoint + "]";
    }
}
