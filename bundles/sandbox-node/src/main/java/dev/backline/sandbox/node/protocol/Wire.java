package dev.backline.sandbox.node.protocol;

import dev.arbjerg.lavalink.protocol.v4.Mapper;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Omissible;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import kotlinx.serialization.DeserializationStrategy;
import kotlinx.serialization.SerializationException;
import kotlinx.serialization.SerializationStrategy;
import kotlinx.serialization.json.Json;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonNull;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Writes and reads JSON as the protocol's own library does. */
public final class Wire {

    private static final Json JSON = Mapper.getJson();

    private Wire() {}

    public static <T> JsonElement tree(SerializationStrategy<? super T> form, T value) {
        return JSON.encodeToJsonElement(form, value);
    }

    /** A message of the WebSocket. */
    public static JsonObject message(Message message) {
        return (JsonObject) JSON.encodeToJsonElement(Message.Serializer.serializer(), message);
    }

    /**
     * Reads what a client sent.
     *
     * @throws Refusal 400 when it is not of that form
     */
    public static <T> T read(DeserializationStrategy<? extends T> form, JsonElement tree) {
        try {
            return JSON.decodeFromJsonElement(form, tree);
        } catch (IllegalArgumentException e) {
            throw Refusal.badRequest("JSON parse error: " + e.getMessage());
        }
    }

    /**
     * Reads a text.
     *
     * @throws Refusal 400 when it is not JSON
     */
    public static JsonElement parse(String text) {
        try {
            return JSON.parseToJsonElement(text);
        } catch (SerializationException e) {
            throw Refusal.badRequest("JSON parse error: " + e.getMessage());
        }
    }

    /** An object of texts, numbers, truth values, nulls and trees, in the order of the map. */
    public static JsonObject object(Map<String, ? extends @Nullable Object> fields) {
        Map<String, JsonElement> content = new LinkedHashMap<>();
        fields.forEach((name, value) -> content.put(name, element(value)));
        return new JsonObject(content);
    }

    /** The object with one field more, or with another value of it. */
    public static JsonObject with(JsonObject object, String field, @Nullable Object value) {
        Map<String, JsonElement> content = new LinkedHashMap<>(object);
        content.put(field, element(value));
        return new JsonObject(content);
    }

    /** The object with another value of a field that is an object itself. */
    public static JsonObject within(JsonObject object, String field, UnaryOperator<JsonObject> change) {
        return with(object, field, change.apply(field(object, field)));
    }

    /** A field that is an object; empty when it is none. */
    public static JsonObject field(JsonElement object, String field) {
        return object instanceof JsonObject known && known.get(field) instanceof JsonObject inner
                ? inner
                : new JsonObject(Map.of());
    }

    /** A field that is a text or a number, as text; null when it is missing, null, or none of these. */
    public static @Nullable String text(JsonElement object, String field) {
        return object instanceof JsonObject known
                        && known.get(field) instanceof kotlinx.serialization.json.JsonPrimitive value
                ? JsonElementKt.getContentOrNull(value)
                : null;
    }

    /** Does something with the value of a field that was given; the value of a nullable field may be null. */
    public static <T extends @Nullable Object> void given(Omissible<? extends T> field, Consumer<T> action) {
        if (field instanceof Omissible.Present<? extends T> present) {
            action.accept(present.getValue());
        }
    }

    /** The value of a field; null when it was not given, or given as null. */
    public static <T> @Nullable T value(Omissible<? extends @Nullable T> field) {
        return field instanceof Omissible.Present<? extends @Nullable T> present ? present.getValue() : null;
    }

    /** Whether a field was given, and be it null. */
    public static boolean isGiven(Omissible<?> field) {
        return field instanceof Omissible.Present;
    }

    private static JsonElement element(@Nullable Object value) {
        return switch (value) {
            case null -> JsonNull.INSTANCE;
            case JsonElement tree -> tree;
            case String text -> JsonElementKt.JsonPrimitive(text);
            case Number number -> JsonElementKt.JsonPrimitive(number);
            case Boolean truth -> JsonElementKt.JsonPrimitive(truth);
            default -> throw new IllegalArgumentException("No JSON for " + value.getClass());
        };
    }
}
