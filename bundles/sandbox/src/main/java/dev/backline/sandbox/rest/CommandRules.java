package dev.backline.sandbox.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What Discord accepts as slash commands; see "Application Commands" in its developer documentation. */
final class CommandRules {

    private static final Pattern NAME = Pattern.compile("^[-_'\\p{L}\\p{N}\\p{sc=Deva}\\p{sc=Thai}]{1,32}$");
    private static final int MOST_COMMANDS = 100;

    private CommandRules() {}

    /** Throws the {@link ApiError} that Discord would answer with. */
    static void check(JsonNode commands) {
        if (!commands.isArray()) {
            throw ApiError.invalid("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        }
        if (commands.size() > MOST_COMMANDS) {
            throw ApiError.of(400, 30032, "Maximum number of application commands reached (" + MOST_COMMANDS + ").");
        }
        Set<String> names = new HashSet<>();
        for (int i = 0; i < commands.size(); i++) {
            JsonNode command = commands.get(i);
            if (!command.isObject()) {
                throw ApiError.invalid(
                        String.valueOf(i), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType");
            }
            name(i + ".name", command.path("name").asText());
            if (command.path("type").asInt(1) == 1) {
                description(i + ".description", command.path("description").asText());
            }
            if (!names.add(command.path("name").asText())) {
                throw ApiError.invalid(
                        String.valueOf(i),
                        "APPLICATION_COMMANDS_DUPLICATE_NAME",
                        "Application command names must be unique");
            }
            options(i + ".options", command.path("options"));
        }
    }

    private static void options(String path, JsonNode options) {
        if (options.size() > 25) {
            throw ApiError.invalid(path, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
        }
        boolean optionalSeen = false;
        for (int i = 0; i < options.size(); i++) {
            JsonNode option = options.get(i);
            String at = path + "." + i;
            name(at + ".name", option.path("name").asText());
            description(at + ".description", option.path("description").asText());
            boolean required = option.path("required").asBoolean();
            if (required && optionalSeen) {
                throw ApiError.invalid(
                        at,
                        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                        "Required options must be placed before non-required options");
            }
            optionalSeen |= !required;
            if (option.path("choices").size() > 25) {
                throw ApiError.invalid(at + ".choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.");
            }
        }
    }

    private static void name(String path, String name) {
        if (!NAME.matcher(name).matches() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw ApiError.invalid(
                    path, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid: 1 to 32 lower-case characters");
        }
    }

    private static void description(String path, String description) {
        if (description.isBlank() || description.length() > 100) {
            throw ApiError.invalid(path, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.");
        }
    }
}
