package dev.backline.sandbox.node.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Mapper;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Player;
import java.util.LinkedHashMap;
import java.util.Map;
import kotlin.Unit;
import kotlinx.serialization.DeserializationStrategy;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonKt;
import kotlinx.serialization.json.JsonObject;

/**
 * Reads what a node says with the published protocol, and nothing but that: a key that the protocol does not know, or one
 * that is missing, fails. What servers have added since it was published is demanded, and taken out before.
 */
final class Strict {

    private static final Json JSON = JsonKt.Json(Mapper.getJson(), builder -> {
        builder.setIgnoreUnknownKeys(false);
        return Unit.INSTANCE;
    });

    private Strict() {}

    static <T> T read(DeserializationStrategy<? extends T> form, String text) {
        return JSON.decodeFromString(form, text);
    }

    static Message message(String text) {
        JsonObject message = (JsonObject) tree(text);
        return JSON.decodeFromJsonElement(
                Message.Serializer.serializer(),
                message.containsKey("exception") ? without(message, "exception", "causeStackTrace") : message);
    }

    static Player player(String text) {
        return JSON.decodeFromJsonElement(
                Player.Companion.serializer(), without((JsonObject) tree(text), "voice", "channelId"));
    }

    static LoadResult loaded(String text) {
        JsonObject result = (JsonObject) tree(text);
        return JSON.decodeFromJsonElement(
                LoadResult.Companion.serializer(),
                text.contains("\"loadType\":\"error\"") ? without(result, "data", "causeStackTrace") : result);
    }

    static JsonElement tree(String text) {
        return JSON.parseToJsonElement(text);
    }

    private static JsonObject without(JsonObject outer, String field, String added) {
        JsonObject inner = (JsonObject) outer.get(field);
        assertThat(inner).containsKey(added);
        Map<String, JsonElement> left = new LinkedHashMap<>(inner);
        left.remove(added);
        Map<String, JsonElement> content = new LinkedHashMap<>(outer);
        content.put(field, new JsonObject(left));
        return new JsonObject(content);
    }
}
