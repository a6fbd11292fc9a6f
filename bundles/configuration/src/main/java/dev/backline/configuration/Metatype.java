package dev.backline.configuration;

import dev.backline.configuration.Layers.Merged;
import dev.backline.configuration.Layers.Setting;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** Compares what is configured with what the bundles of this moment say they take. */
final class Metatype {

    private static final Map<Integer, String> TYPES = Map.of(
            AttributeDefinition.STRING, "text",
            AttributeDefinition.PASSWORD, "text",
            AttributeDefinition.INTEGER, "a whole number",
            AttributeDefinition.LONG, "a whole number",
            AttributeDefinition.DOUBLE, "a number",
            AttributeDefinition.BOOLEAN, "true or false");

    /** The bundles of others call required what their code has a default for. */
    private static final String OURS = "dev.backline.";

    private final BundleContext context;
    private final MetaTypeService metatype;

    Metatype(BundleContext context, MetaTypeService metatype) {
        this.context = context;
        this.metatype = metatype;
    }

    /** Everything that does not fit: PIDs and keys that nobody takes, values of a wrong type, values that lack. */
    List<Problem> check(Merged merged) {
        Map<String, ObjectClassDefinition> definitions = definitions();
        List<Problem> problems = new ArrayList<>();
        merged.settings().forEach((pid, keys) -> {
            ObjectClassDefinition definition = definitions.get(pid.replaceFirst("~.*", ""));
            if (definition == null) {
                keys.values().stream()
                        .findFirst()
                        .ifPresent(first -> problems.add(new Problem(
                                first.file(),
                                "no installed bundle takes “" + pid + "”. Known: "
                                        + definitions.keySet().stream().sorted().collect(Collectors.joining(", ")))));
            } else {
                checkKeys(pid, keys, definition, problems);
            }
        });
        // Of what there may be several of, there may also be none.
        definitions(information -> Arrays.stream(information.getPids())).forEach((pid, definition) -> {
            if (!merged.settings().containsKey(pid)) {
                lacking(pid, Map.of(), definition, problems);
            }
        });
        return problems;
    }

    /** What is configured without the values of a wrong type: their defaults hold, and their component runs. */
    Merged fitting(Merged merged) {
        Map<String, ObjectClassDefinition> definitions = definitions();
        SortedMap<String, SortedMap<String, Setting>> settings = new TreeMap<>();
        merged.settings().forEach((pid, keys) -> {
            SortedMap<String, Setting> fitting = new TreeMap<>(keys);
            ObjectClassDefinition definition = definitions.get(pid.replaceFirst("~.*", ""));
            if (definition != null) {
                for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
                    Setting setting = fitting.get(attribute.getID());
                    if (setting != null && mismatch(attribute, setting.value()).isPresent()) {
                        fitting.remove(attribute.getID());
                    }
                }
            }
            settings.put(pid, fitting);
        });
        return new Merged(settings, merged.problems());
    }

    private Map<String, ObjectClassDefinition> definitions() {
        return definitions(information ->
                Stream.of(information.getPids(), information.getFactoryPids()).flatMap(Arrays::stream));
    }

    private Map<String, ObjectClassDefinition> definitions(Function<MetaTypeInformation, Stream<String>> pids) {
        Map<String, ObjectClassDefinition> definitions = new HashMap<>();
        for (Bundle bundle : context.getBundles()) {
            String name = bundle.getSymbolicName();
            if (name == null || bundle.getState() == Bundle.INSTALLED || bundle.getState() == Bundle.UNINSTALLED) {
                continue;
            }
            MetaTypeInformation information = metatype.getMetaTypeInformation(bundle);
            if (information != null) {
                pids.apply(information)
                        .forEach(pid -> definitions.put(pid, information.getObjectClassDefinition(pid, null)));
            }
        }
        return definitions;
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
                mismatch(attribute, setting.value())
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

    /** What was expected, when the value is not it. Placeholders are not judged: their values come later. */
    private static Optional<String> mismatch(AttributeDefinition attribute, JsonValue value) {
        if (value instanceof JsonString text && text.getString().contains("$[")) {
            return Optional.empty();
        }
        if (attribute.getCardinality() != 0) {
            return value instanceof JsonArray array && array.stream().allMatch(element -> fits(attribute, element))
                    ? Optional.empty()
                    : Optional.of("a list of " + TYPES.getOrDefault(attribute.getType(), "values"));
        }
        if (!fits(attribute, value)) {
            return Optional.of(TYPES.getOrDefault(attribute.getType(), "another type"));
        }
        String text = value instanceof JsonString string ? string.getString() : value.toString();
        String complaint = attribute.validate(text);
        return complaint == null || complaint.isEmpty() ? Optional.empty() : Optional.of(range(attribute, complaint));
    }

    private static String range(AttributeDefinition attribute, String complaint) {
        String[] options = attribute.getOptionValues();
        return options == null
                ? "a value that is in range (" + complaint + ")"
                : "one of " + String.join(", ", options);
    }

    private static boolean fits(AttributeDefinition attribute, JsonValue value) {
        return switch (attribute.getType()) {
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG, AttributeDefinition.SHORT ->
                value instanceof JsonNumber number && number.isIntegral();
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT -> value instanceof JsonNumber;
            case AttributeDefinition.BOOLEAN -> value == JsonValue.TRUE || value == JsonValue.FALSE;
            default -> value instanceof JsonString;
        };
    }
}
