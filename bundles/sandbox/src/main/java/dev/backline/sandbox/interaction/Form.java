package dev.backline.sandbox.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.SeenMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A form (modal) that the bot shows to a member: text inputs, each in a row or under a label of its own. See "Modals" in
 * Discord's developer documentation.
 *
 * @param json as the bot sent it
 */
record Form(JsonNode json) {

    private static final int TEXT_INPUT = 4;

    private record Input(String label, JsonNode component) {
        String id() {
            return component.path("custom_id").asText();
        }
    }

    private List<Input> inputs() {
        List<Input> inputs = new ArrayList<>();
        for (JsonNode top : json.path("components")) {
            JsonNode only = top.has("component")
                    ? top.get("component")
                    : top.path("components").path(0);
            if (only.path("type").asInt() == TEXT_INPUT) {
                String label = top.path("label").asText(only.path("label").asText());
                inputs.add(new Input(label, only));
            }
        }
        return inputs;
    }

    /** What the member sees. */
    SeenMessage seen(String bot) {
        String inputs = inputs().stream()
                .map(input -> input.label() + " (" + input.id() + "): ")
                .collect(Collectors.joining("\n"));
        return new SeenMessage(
                0, bot, "Form: " + json.path("title").asText() + "\n" + inputs, List.of(), List.of(), true);
    }

    /**
     * The data of the interaction when the member sends it.
     *
     * @throws IllegalArgumentException when Discord's client would not let it go
     */
    ObjectNode filledIn(Map<String, String> values) {
        Map<String, String> byId = byId(values);
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.set("custom_id", json.get("custom_id"));
        ArrayNode components = data.putArray("components");
        // Discord numbers the components that the bot gave no number.
        int number = 1;
        for (JsonNode top : json.path("components")) {
            ObjectNode row = components.addObject().put("id", number++);
            row.set("type", top.get("type"));
            JsonNode asked = top.has("component")
                    ? top.get("component")
                    : top.path("components").path(0);
            ObjectNode answer = top.has("component")
                    ? row.putObject("component")
                    : row.putArray("components").addObject();
            answer.put("id", number++).set("type", asked.get("type"));
            answer.set("custom_id", asked.get("custom_id"));
            answer.put("value", byId.getOrDefault(asked.path("custom_id").asText(), ""));
        }
        return data;
    }

    private Map<String, String> byId(Map<String, String> values) {
        Map<String, String> byId = new LinkedHashMap<>();
        Set<String> left = new HashSet<>(values.keySet());
        for (Input input : inputs()) {
            String name = left.contains(input.id()) ? input.id() : input.label();
            left.remove(name);
            String value = values.getOrDefault(name, "");
            int least = input.component().path("required").asBoolean(true)
                    ? Math.max(1, input.component().path("min_length").asInt(0))
                    : 0;
            int most = input.component().path("max_length").asInt(4000);
            if (value.length() < least || value.length() > most) {
                throw new IllegalArgumentException(
                        "“" + input.label() + "” has " + least + " to " + most + " characters, not " + value.length());
            }
            byId.put(input.id(), value);
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("The form has no input " + String.join(", ", left) + ". Inputs: "
                    + inputs().stream().map(Input::id).collect(Collectors.joining(", ")));
        }
        return byId;
    }
}
