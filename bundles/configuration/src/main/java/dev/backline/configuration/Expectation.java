package dev.backline.configuration;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.metatype.AttributeDefinition;

/** What the metatype of a bundle says of a value. */
final class Expectation {

    private static final Map<Integer, String> TYPES = Map.of(
            AttributeDefinition.STRING, "text",
            AttributeDefinition.PASSWORD, "text",
            AttributeDefinition.INTEGER, "a whole number",
            AttributeDefinition.LONG, "a whole number",
            AttributeDefinition.DOUBLE, "a number",
            AttributeDefinition.BOOLEAN, "true or false");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\[(env|prop|secret|conf):");

    private Expectation() {}

    /**
     * What was expected, when the value is not it.
     *
     * @param value text, number, boolean, or a list or array of these. Text with a placeholder in it is not judged: its
     *     value comes later. Text that says a number is one, for that is what becomes of a placeholder.
     */
    static Optional<String> mismatch(AttributeDefinition attribute, Object value) {
        if (attribute.getCardinality() != 0) {
            boolean good = elements(value)
                    .filter(all -> all.stream().allMatch(element -> isOpen(element) || fits(attribute, element)))
                    .isPresent();
            return good ? Optional.empty() : Optional.of("a list of " + type(attribute));
        }
        if (isOpen(value)) {
            return Optional.empty();
        }
        if (!fits(attribute, value)) {
            return Optional.of(type(attribute));
        }
        String complaint = attribute.validate(value.toString());
        return complaint == null || complaint.isEmpty() ? Optional.empty() : Optional.of(range(attribute, complaint));
    }

    private static Optional<List<?>> elements(Object value) {
        return switch (value) {
            case Collection<?> collection -> Optional.of(List.copyOf(collection));
            case Object[] array -> Optional.of(Arrays.asList(array));
            default -> Optional.empty();
        };
    }

    /** Whether it is text with a placeholder in it. */
    static boolean isOpen(Object value) {
        return value instanceof String text && PLACEHOLDER.matcher(text).find();
    }

    private static String type(AttributeDefinition attribute) {
        return TYPES.getOrDefault(attribute.getType(), "another type");
    }

    private static String range(AttributeDefinition attribute, String complaint) {
        String[] options = attribute.getOptionValues();
        return options == null || options.length == 0
                ? "a value that is in range (" + complaint + ")"
                : "one of " + String.join(", ", options);
    }

    private static boolean fits(AttributeDefinition attribute, Object value) {
        String text = value.toString();
        return switch (attribute.getType()) {
            case AttributeDefinition.INTEGER, AttributeDefinition.LONG, AttributeDefinition.SHORT ->
                text.matches("[-+]?[0-9]{1,18}");
            case AttributeDefinition.DOUBLE, AttributeDefinition.FLOAT ->
                value instanceof Number || text.matches("[-+]?[0-9]*\\.?[0-9]+([eE][-+]?[0-9]+)?");
            case AttributeDefinition.BOOLEAN -> text.equals("true") || text.equals("false");
            default -> value instanceof String;
        };
    }
}
