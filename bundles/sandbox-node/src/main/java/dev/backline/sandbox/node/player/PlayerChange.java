package dev.backline.sandbox.node.player;

import dev.arbjerg.lavalink.protocol.v4.Omissible;
import dev.arbjerg.lavalink.protocol.v4.PlayerUpdate;
import dev.arbjerg.lavalink.protocol.v4.PlayerUpdateTrack;
import dev.arbjerg.lavalink.protocol.v4.VoiceState;
import dev.backline.sandbox.node.protocol.Refusal;
import dev.backline.sandbox.node.protocol.Wire;
import dev.backline.sandbox.node.voice.VoiceAccess;
import java.util.Optional;
import kotlinx.serialization.json.JsonElement;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants of a player, checked.
 *
 * @param update as the client sent it
 * @param track in one of the two ways in which it may be sent
 * @param filters if there are to be others
 * @param access to a voice server, if it is to be another
 */
public record PlayerChange(
        PlayerUpdate update, PlayerUpdateTrack track, Optional<FilterChain> filters, Optional<VoiceAccess> access) {

    /**
     * Reads a request's body.
     *
     * @throws Refusal 400 when Lavalink would not accept it either
     */
    public static PlayerChange read(long guildId, long userId, JsonElement body) {
        PlayerUpdate update = Wire.read(PlayerUpdate.Companion.serializer(), body);
        PlayerUpdateTrack track = track(update);
        if (Wire.isGiven(track.getEncoded()) && Wire.isGiven(track.getIdentifier())) {
            throw Refusal.badRequest("Cannot specify both encodedTrack and identifier");
        }
        Long endTime = Wire.value(update.getEndTime());
        if (endTime != null && endTime <= 0) {
            throw Refusal.badRequest("End time must be greater than 0");
        }
        // The published protocol does not know the channel, which servers demand since 4.2.
        String channelId = Wire.text(Wire.field(body, "voice"), "channelId");
        return new PlayerChange(
                update,
                track,
                Optional.ofNullable(Wire.value(update.getFilters())).map(FilterChain::of),
                Optional.ofNullable(Wire.value(update.getVoice()))
                        .map(state -> access(guildId, userId, state, channelId)));
    }

    @SuppressWarnings("deprecation") // Old clients may use it.
    private static PlayerUpdateTrack track(PlayerUpdate update) {
        boolean old = Wire.isGiven(update.getEncodedTrack()) || Wire.isGiven(update.getIdentifier());
        PlayerUpdateTrack given = Wire.value(update.getTrack());
        if (given == null) {
            return new PlayerUpdateTrack(
                    update.getEncodedTrack(), update.getIdentifier(), Omissible.Companion.omitted());
        }
        if (old) {
            throw Refusal.badRequest("Cannot specify both track and encodedTrack/identifier");
        }
        return given;
    }

    private static VoiceAccess access(long guildId, long userId, VoiceState voice, @Nullable String channelId) {
        if (voice.getToken().isBlank()
                || voice.getEndpoint().isBlank()
                || voice.getSessionId().isBlank()
                || channelId == null
                || channelId.isBlank()) {
            throw Refusal.badRequest("token, endpoint, sessionId and channelId must be provided in voice state");
        }
        try {
            return new VoiceAccess(
                    guildId,
                    userId,
                    Long.parseUnsignedLong(channelId),
                    voice.getSessionId(),
                    voice.getToken(),
                    voice.getEndpoint());
        } catch (NumberFormatException e) {
            throw Refusal.badRequest("A channel's id is a number, not " + channelId);
        }
    }

    /** Whether another track is to play, or none. */
    boolean changesTrack() {
        return Wire.isGiven(track.getEncoded()) || Wire.isGiven(track.getIdentifier());
    }
}
