package dev.backline.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** What Discord accepts as a message; see "Create Message" and "Embed Limits" in its developer documentation. */
final class MessageRules {

    private static final int EMBED_TEXT_IN_ALL = 6000;

    private MessageRules() {}

    /** Throws what {@link #check} throws, and refuses a message in which nothing is to be seen. */
    static void checkNew(JsonNode message) {
        check(message);
        if (message.path("content").asText("").isBlank()
                && message.path("embeds").isEmpty()
                && message.path("components").isEmpty()) {
            throw ApiError.emptyMessage();
        }
    }

    /** Throws the {@link ApiError} that Discord would answer with. */
    static void check(JsonNode message) {
        tooLong("content", message.path("content"), 2000);
        JsonNode embeds = message.path("embeds");
        tooMany("embeds", embeds, 10);
        int text = 0;
        for (int i = 0; i < embeds.size(); i++) {
            text += embed("embeds." + i, embeds.get(i));
        }
        if (text > EMBED_TEXT_IN_ALL) {
            throw ApiError.invalid(
                    "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of " + EMBED_TEXT_IN_ALL);
        }
        components(message.path("components"));
    }

    private static int embed(String path, JsonNode embed) {
        int text = tooLong(path + ".title", embed.path("title"), 256)
                + tooLong(path + ".description", embed.path("description"), 4096)
                + tooLong(path + ".footer.text", embed.path("footer").path("text"), 2048);
        JsonNode fields = embed.path("fields");
        tooMany(path + ".fields", fields, 25);
        for (int i = 0; i < fields.size(); i++) {
            String field = path + ".fields." + i;
            required(field + ".name", fields.get(i).path("name"));
            required(field + ".value", fields.get(i).path("value"));
            text += tooLong(field + ".name", fields.get(i).path("name"), 256)
                    + tooLong(field + ".value", fields.get(i).path("value"), 1024);
        }
        return text;
    }

    private static void components(JsonNode rows) {
        tooMany("components", rows, 5);
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i).path("components");
            tooMany("components." + i + ".components", row, 5);
            for (int j = 0; j < row.size(); j++) {
                String path = "components." + i + ".components." + j;
                JsonNode component = row.get(j);
                tooLong(path + ".label", component.path("label"), 80);
                tooLong(path + ".custom_id", component.path("custom_id"), 100);
                if (component.has("custom_id")
                        && !ids.add(component.path("custom_id").asText())) {
                    throw ApiError.invalid(
                            path + ".custom_id",
                            "COMPONENT_CUSTOM_ID_DUPLICATED",
                            "Component custom id cannot be duplicated");
                }
            }
        }
    }

    private static int tooLong(String path, JsonNode text, int limit) {
        int length = text.asText("").length();
        if (length > limit) {
            throw ApiError.invalid(path, "BASE_TYPE_MAX_LENGTH", "Must be " + limit + " or fewer in length.");
        }
        return length;
    }

    private static void tooMany(String path, JsonNode list, int limit) {
        if (list.size() > limit) {
            throw ApiError.invalid(path, "BASE_TYPE_MAX_LENGTH", "Must be " + limit + " or fewer in length.");
        }
    }

    private static void required(String path, JsonNode text) {
        if (text.asText("").isBlank()) {
            throw ApiError.invalid(path, "BASE_TYPE_REQUIRED", "This field is required");
        }
    }
}
