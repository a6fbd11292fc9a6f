package dev.backline.sandbox.node.voice;

/**
 * What a voice server demands of a client.
 *
 * @param sessionId as in the user's voice state
 * @param token secret; left out of {@link #toString()}
 * @param endpoint host and port, with or without {@code wss://} before it
 */
public record VoiceAccess(long guildId, long userId, long channelId, String sessionId, String token, String endpoint) {

    @Override
    public String toString() {
        return "VoiceAccess[guildId=" + guildId + ", endpoint=" + endpoint + "]";
    }
}
