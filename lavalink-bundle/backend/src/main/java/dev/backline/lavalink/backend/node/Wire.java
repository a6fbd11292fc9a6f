package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.Error;
import dev.arbjerg.lavalink.protocol.v4.Filters;
import dev.arbjerg.lavalink.protocol.v4.Info;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Mapper;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Omissible;
import dev.arbjerg.lavalink.protocol.v4.OmissibleKt;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.arbjerg.lavalink.protocol.v4.PlayerUpdate;
import dev.arbjerg.lavalink.protocol.v4.PlayerUpdateTrack;
import dev.arbjerg.lavalink.protocol.v4.Players;
import dev.arbjerg.lavalink.protocol.v4.SessionUpdate;
import dev.arbjerg.lavalink.protocol.v4.Track;
import dev.arbjerg.lavalink.protocol.v4.VoiceState;
import dev.backline.api.voice.VoiceCredentials;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kotlinx.serialization.DeserializationStrategy;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonObject;
import kotlinx.serialization.json.JsonPrimitive;

/** The published types of Lavalink's protocol, and their JSON. */
public final class Wire {

    private static final Json JSON = Mapper.getJson();

    /** Under which the number of a playing stands in the user data of its track. */
    private static final String NUMBER = "play";

    private static final String EVENT = "event";
    private static final Set<String> OPERATIONS = Set.of("ready", "playerUpdate", "stats", EVENT);
    private static final Set<String> EVENTS = Set.of(
            "TrackStartEvent", "TrackEndEvent", "TrackExceptionEvent", "TrackStuckEvent", "WebSocketClosedEvent");

    private static final JsonObject NO_TRACK = new JsonObject(Map.of("encoded", JsonNull.INSTANCE));

    private Wire() {}

    private static <T> T read(DeserializationStrategy<T> type, String text) {
        return read(type, parse(text));
    }

    private static <T> T read(DeserializationStrategy<T> type, JsonElement json) {
        try {
            return JSON.decodeFromJsonElement(type, json);
        } catch (IllegalArgumentException e) { // SerializationException is one
            throw new RequestFailed(200, "what it sent is not Lavalink's protocol v4: " + e.getMessage());
        }
    }

    /**
     * What a node says on its WebSocket.
     *
     * @return empty for what the protocol does not have: a node's plug-ins say things of their own
     * @throws RequestFailed when it is no message of any kind
     */
    static Optional<Message> message(String text) {
        if (!(parse(text) instanceof JsonObject message)) {
            throw new RequestFailed(200, "what it sent is not Lavalink's protocol v4: no JSON object");
        }
        String op = word(message, "op");
        boolean known = OPERATIONS.contains(op) && (!op.equals(EVENT) || EVENTS.contains(word(message, "type")));
        return known ? Optional.of(read(Message.Serializer.serializer(), message)) : Optional.empty();
    }

    private static JsonElement parse(String text) {
        try {
            return JSON.parseToJsonElement(text);
        } catch (IllegalArgumentException e) { // SerializationException is one
            throw new RequestFailed(200, "what it sent is not JSON: " + e.getMessage());
        }
    }

    private static String word(JsonObject object, String key) {
        return object.get(key) instanceof JsonPrimitive primitive ? primitive.getContent() : "";
    }

    static Info info(String text) {
        return read(Info.Companion.serializer(), text);
    }

    static LoadResult loadResult(String text) {
        return read(LoadResult.Companion.serializer(), text);
    }

    static List<Player> players(String text) {
        return read(Players.Companion.serializer(), text).getPlayers();
    }

    /** What a node says in the body of a refusal; empty when that is not its way of saying it. */
    static Optional<String> refusal(String text) {
        try {
            return Optional.ofNullable(read(Error.Companion.serializer(), text).getMessage());
        } catch (RequestFailed other) {
            return Optional.empty();
        }
    }

    /** Makes a node keep the session for a while after its connection broke. */
    static String resuming(boolean resuming, Duration timeout) {
        return JSON.encodeToString(
                SessionUpdate.Companion.serializer(),
                new SessionUpdate(OmissibleKt.toOmissible(resuming), OmissibleKt.toOmissible(timeout.toSeconds())));
    }

    static String player(PlayerPatch patch) {
        JsonElement update = JSON.encodeToJsonElement(
                PlayerUpdate.Companion.serializer(),
                new PlayerUpdate(
                        Omissible.Companion.omitted(),
                        Omissible.Companion.omitted(),
                        omissible(patch.track().flatMap(Wire::track)),
                        omissible(patch.position().map(Duration::toMillis)),
                        Omissible.Companion.omitted(),
                        omissible(patch.volume()),
                        omissible(patch.paused()),
                        Omissible.Companion.<Filters>omitted(),
                        Omissible.Companion.<VoiceState>omitted()));
        boolean silence = patch.track().isPresent() && patch.track().get().encoded() == null;
        return silence ? with(update, "track", NO_TRACK).toString() : update.toString();
    }

    /** From Java, the published types cannot say that something is there and null. */
    private static JsonObject with(JsonElement object, String key, JsonElement value) {
        Map<String, JsonElement> all = new LinkedHashMap<>(JsonElementKt.getJsonObject(object));
        all.put(key, value);
        return new JsonObject(all);
    }

    private static Optional<PlayerUpdateTrack> track(PlayerPatch.TrackChange change) {
        return Optional.ofNullable(change.encoded())
                .map(encoded -> new PlayerUpdateTrack(
                        OmissibleKt.toOmissible(encoded),
                        Omissible.Companion.omitted(),
                        OmissibleKt.toOmissible(
                                new JsonObject(Map.of(NUMBER, JsonElementKt.JsonPrimitive(change.number()))))));
    }

    private static <T> Omissible<T> omissible(Optional<T> value) {
        return value.isPresent() ? OmissibleKt.toOmissible(value.get()) : Omissible.Companion.omitted();
    }

    /** By hand: servers since 4.2 demand the channel, which the published types do not have. */
    static String voice(VoiceCredentials credentials) {
        Map<String, JsonElement> voice = Map.of(
                "token", JsonElementKt.JsonPrimitive(credentials.token()),
                "endpoint", JsonElementKt.JsonPrimitive(credentials.endpoint()),
                "sessionId", JsonElementKt.JsonPrimitive(credentials.sessionId()),
                "channelId", JsonElementKt.JsonPrimitive(Long.toUnsignedString(credentials.channelId())));
        return new JsonObject(Map.of("voice", new JsonObject(voice))).toString();
    }

    /** The number that a track was given when it was to be played; empty for one that somebody else played. */
    public static OptionalLong number(Track track) {
        return track.getUserData().get(NUMBER) instanceof JsonPrimitive primitive
                ? OptionalLong.of(JsonElementKt.getLong(primitive))
                : OptionalLong.empty();
    }
}
