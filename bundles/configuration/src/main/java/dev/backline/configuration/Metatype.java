package dev.backline.configuration;

import dev.backline.configuration.Layers.Merged;
import dev.backline.configuration.Layers.Setting;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Compares what is configured with what the bundles of this moment say they take. */
final class Metatype {

    /** The bundles of others call required what their code has a default for. */
    private static final String OURS = "dev.backline.";

    private final Definitions definitions;

    Metatype(Definitions definitions) {
        this.definitions = definitions;
    }

    /** Everything that does not fit: PIDs and keys that nobody takes, values of a wrong type, values that lack. */
    List<Problem> check(Merged merged) {
        Map<String, ObjectClassDefinition> known = definitions.all();
        List<Problem> problems = new ArrayList<>();
        merged.settings().forEach((pid, keys) -> {
            ObjectClassDefinition definition = Definitions.of(pid, known).orElse(null);
            if (definition == null) {
                keys.values().stream()
                        .findFirst()
                        .ifPresent(first -> problems.add(new Problem(
                                first.file(),
                                "no installed bundle takes “" + pid + "”. Known: "
                                        + known.keySet().stream().sorted().collect(Collectors.joining(", ")))));
            } else {
                checkKeys(pid, keys, definition, problems);
            }
        });
        known.forEach((pid, definition) -> {
            if (!merged.settings().containsKey(pid) && !definitions.isFactory(pid)) {
                lacking(pid, Map.of(), definition, problems);
            }
        });
        return problems;
    }

    private static void checkKeys(
            String pid, SortedMap<String, Setting> keys, ObjectClassDefinition definition, List<Problem> problems) {
        Map<String, AttributeDefinition> attributes = Arrays.stream(
                        definition.getAttributeDefinitions(ObjectClassDefinition.ALL))
                .collect(Collectors.toMap(AttributeDefinition::getID, attribute -> attribute));
        keys.forEach((key, setting) -> {
            AttributeDefinition attribute = attributes.get(key);
            if (attribute == null) {
                problems.add(new Problem(
                        setting.file(),
                        "“" + pid + "” has no key “" + key + "”. Known: "
                                + attributes.keySet().stream().sorted().collect(Collectors.joining(", "))));
            } else {
                Expectation.mismatch(attribute, plain(setting.value()))
                        .ifPresent(expected -> problems.add(
                                new Problem(setting.file(), "“" + pid + "”, key “" + key + "”: expected " + expected)));
            }
        });
        lacking(pid, keys, definition, problems);
    }

    private static void lacking(
            String pid, Map<String, Setting> keys, ObjectClassDefinition definition, List<Problem> problems) {
        if (!pid.startsWith(OURS)) {
            return;
        }
        for (AttributeDefinition required : definition.getAttributeDefinitions(ObjectClassDefinition.REQUIRED)) {
            if (required.getDefaultValue() == null && !keys.containsKey(required.getID())) {
                problems.add(new Problem("local.json", "“" + pid + "” lacks the key “" + required.getID() + "”"));
            }
        }
    }

    private static Object plain(JsonValue value) {
        return switch (value) {
            case JsonString text -> text.getString();
            case JsonNumber number -> number.bigDecimalValue();
            case JsonArray array -> array.stream().map(Metatype::plain).toList();
            default -> value;
        };
    }
}
