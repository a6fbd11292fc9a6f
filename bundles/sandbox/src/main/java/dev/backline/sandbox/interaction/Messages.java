package dev.backline.sandbox.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.backline.sandbox.SeenMessage;
import dev.backline.sandbox.SeenMessage.Button;
import dev.backline.sandbox.SeenMessage.Embed;
import dev.backline.sandbox.SeenMessage.Field;
import java.util.ArrayList;
import java.util.List;

/** Reads messages from the JSON of Discord's API. */
final class Messages {

    /** The message flag of those that only one member sees. */
    static final int EPHEMERAL = 1 << 6;

    private static final int BUTTON = 2;

    private Messages() {}

    static boolean ephemeral(JsonNode message) {
        return (message.path("flags").asInt() & EPHEMERAL) != 0;
    }

    static SeenMessage read(JsonNode message) {
        List<Embed> embeds = new ArrayList<>();
        for (JsonNode embed : message.path("embeds")) {
            List<Field> fields = new ArrayList<>();
            for (JsonNode field : embed.path("fields")) {
                fields.add(new Field(
                        field.path("name").asText(),
                        field.path("value").asText(),
                        field.path("inline").asBoolean()));
            }
            embeds.add(new Embed(
                    embed.path("title").asText(""),
                    embed.path("url").asText(""),
                    embed.path("description").asText(""),
                    fields,
                    embed.path("footer").path("text").asText(""),
                    embed.path("color").asInt()));
        }
        List<List<Button>> rows = new ArrayList<>();
        for (JsonNode row : message.path("components")) {
            List<Button> buttons = new ArrayList<>();
            for (JsonNode component : row.path("components")) {
                if (component.path("type").asInt() == BUTTON) {
                    String emoji = component.path("emoji").path("name").asText("");
                    buttons.add(new Button(
                            component.path("custom_id").asText(),
                            (emoji + " " + component.path("label").asText("")).strip(),
                            component.path("style").asInt(),
                            component.path("disabled").asBoolean()));
                }
            }
            rows.add(buttons);
        }
        return new SeenMessage(
                message.path("id").asLong(),
                message.path("author").path("username").asText(),
                message.path("content").asText(""),
                embeds,
                rows,
                ephemeral(message));
    }
}
