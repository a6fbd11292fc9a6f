package dev.backline.sandbox.interaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * A typed slash command, checked against the registered ones as Discord's client does. Options are named
 * ({@code /volume percent:50}) or given in their order ({@code /volume 50}); the last text takes all words that are left.
 */
final class CommandLine {

    private static final int TEXT = 3;
    private static final int WHOLE = 4;
    private static final int FLAG = 5;
    private static final int NUMBER = 10;
    private static final int FILE = 11;

    private CommandLine() {}

    /**
     * The data of the interaction.
     *
     * @param partial whether the last value is still being typed: it is marked as focused, and nothing is required
     * @param uploads takes the file of an option and describes the attachment
     * @throws IllegalArgumentException when Discord's client would not send it
     */
    static ObjectNode parse(String line, List<JsonNode> commands, boolean partial, Function<Path, ObjectNode> uploads) {
        String text = line.strip();
        String name = text.startsWith("/") ? text.substring(1).split("\\s", 2)[0] : "";
        JsonNode command = commands.stream()
                .filter(known -> known.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no command “" + text + "”. Commands: "
                        + commands.stream()
                                .map(known -> "/" + known.path("name").asText())
                                .collect(Collectors.joining(" "))));
        Map<JsonNode, String> values = values(text.substring(name.length() + 1).strip(), command.path("options"));
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("id", command.path("id").asText())
                .put("name", name)
                .put("type", 1);
        ArrayNode options = data.putArray("options");
        values.forEach((option, value) -> {
            ObjectNode entry = options.addObject()
                    .put("name", option.path("name").asText())
                    .put("type", option.path("type").asInt());
            if (option.path("type").asInt() == FILE) {
                ObjectNode attachment = uploads.apply(Path.of(value));
                entry.set("value", attachment.get("id"));
                data.withObject("/resolved/attachments")
                        .set(attachment.path("id").asText(), attachment);
            } else {
                set(entry, option, value, partial);
            }
        });
        if (partial && !options.isEmpty()) {
            ((ObjectNode) options.get(options.size() - 1)).put("focused", true);
        }
        if (!partial) {
            required(command, values);
        }
        return data;
    }

    private static void required(JsonNode command, Map<JsonNode, String> values) {
        for (JsonNode option : command.path("options")) {
            if (option.path("required").asBoolean() && !values.containsKey(option)) {
                throw new IllegalArgumentException("/" + command.path("name").asText() + " needs the option “"
                        + option.path("name").asText() + "”: "
                        + option.path("description").asText());
            }
        }
    }

    private static Map<JsonNode, String> values(String rest, JsonNode options) {
        Map<JsonNode, String> values = new LinkedHashMap<>();
        if (rest.isEmpty()) {
            return values;
        }
        List<JsonNode> all = StreamSupport.stream(options.spliterator(), false).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("This command takes no options, and got “" + rest + "”");
        }
        String names = all.stream()
                .map(option -> Pattern.quote(option.path("name").asText()))
                .collect(Collectors.joining("|"));
        Matcher named = Pattern.compile("(?:^|\\s)(" + names + "):").matcher(rest);
        List<int[]> spans = new ArrayList<>();
        List<String> found = new ArrayList<>();
        while (named.find()) {
            spans.add(new int[] {named.start(), named.end()});
            found.add(named.group(1));
        }
        if (!spans.isEmpty() && spans.getFirst()[0] == 0) {
            for (int i = 0; i < spans.size(); i++) {
                int end = i + 1 < spans.size() ? spans.get(i + 1)[0] : rest.length();
                values.put(
                        option(all, found.get(i)),
                        rest.substring(spans.get(i)[1], end).strip());
            }
            return values;
        }
        return inOrder(
                rest,
                all.stream()
                        .filter(option -> option.path("type").asInt() != FILE)
                        .toList());
    }

    private static Map<JsonNode, String> inOrder(String rest, List<JsonNode> options) {
        Map<JsonNode, String> values = new LinkedHashMap<>();
        String left = rest;
        for (int i = 0; i < options.size() && !left.isEmpty(); i++) {
            JsonNode option = options.get(i);
            boolean takesAll = option.path("type").asInt() == TEXT
                    && options.subList(i + 1, options.size()).stream()
                            .noneMatch(later -> later.path("type").asInt() == TEXT);
            String[] parts = takesAll ? new String[] {left} : left.split("\\s+", 2);
            values.put(option, parts[0]);
            left = parts.length > 1 ? parts[1] : "";
        }
        if (!left.isEmpty()) {
            throw new IllegalArgumentException("There is no option left for “" + left + "”");
        }
        return values;
    }

    private static JsonNode option(List<JsonNode> options, String name) {
        return options.stream()
                .filter(option -> option.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void set(ObjectNode entry, JsonNode option, String value, boolean partial) {
        switch (option.path("type").asInt()) {
            case WHOLE -> entry.put("value", whole(option, value));
            case NUMBER -> entry.put("value", Double.parseDouble(value));
            case FLAG -> entry.put("value", Boolean.parseBoolean(value));
            default -> entry.put("value", partial ? value : text(option, value));
        }
    }

    private static long whole(JsonNode option, String value) {
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "The option “" + option.path("name").asText() + "” is a whole number, not “" + value + "”", e);
        }
        JsonNode min = option.path("min_value");
        JsonNode max = option.path("max_value");
        if ((min.isNumber() && number < min.asLong()) || (max.isNumber() && number > max.asLong())) {
            throw new IllegalArgumentException(
                    "The option “" + option.path("name").asText() + "” is from " + min.asText("-∞") + " to "
                            + max.asText("∞") + ", not " + number);
        }
        return number;
    }

    private static String text(JsonNode option, String value) {
        JsonNode choices = option.path("choices");
        if (!choices.isEmpty()) {
            return choice(choices, value)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The option “" + option.path("name").asText()
                                    + "” is one of: "
                                    + StreamSupport.stream(choices.spliterator(), false)
                                            .map(choice -> choice.path("name").asText())
                                            .collect(Collectors.joining(", "))));
        }
        int longest = option.path("max_length").asInt(6000);
        if (value.length() > longest) {
            throw new IllegalArgumentException("The option “"
                    + option.path("name").asText() + "” has at most " + longest + " characters, not " + value.length());
        }
        return value;
    }

    private static Optional<String> choice(JsonNode choices, String value) {
        for (JsonNode choice : choices) {
            if (choice.path("name").asText().equalsIgnoreCase(value)
                    || choice.path("value").asText().equalsIgnoreCase(value)) {
                return Optional.of(choice.path("value").asText());
            }
        }
        return Optional.empty();
    }
}
