package dev.backline.features;

import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.ProvidesFeature;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.utils.manifest.Clause;
import org.apache.felix.utils.manifest.Parser;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/**
 * What a bundle says of its feature.
 *
 * @param name of the feature
 * @param summary one line
 * @param category what kind it is
 * @param removable whether the bot plays on without it
 * @param observes what it observes
 * @param threads beginnings of the names of its threads
 */
record Described(
        String name,
        String summary,
        FeatureCategory category,
        boolean removable,
        List<String> observes,
        List<String> threads) {

    /** What the capability of an installed bundle says; empty when it has none. */
    static Optional<Described> by(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null
                ? Optional.empty()
                : revision.getDeclaredCapabilities(ProvidesFeature.NAMESPACE).stream()
                        .findFirst()
                        .map(capability -> by(capability.getAttributes()));
    }

    /** What a header {@code Provide-Capability} says; empty when it has no feature. */
    static Optional<Described> by(String provideCapability) {
        return clauses(provideCapability)
                .filter(clause -> clause.getName().equals(ProvidesFeature.NAMESPACE))
                .findFirst()
                .map(Described::by);
    }

    /** What stands between the commas of a manifest header, which may be empty. */
    static Stream<Clause> clauses(String header) {
        return header.isBlank() ? Stream.empty() : Arrays.stream(Parser.parseHeader(header));
    }

    private static Described by(Clause clause) {
        Map<String, Object> attributes = new HashMap<>();
        Arrays.stream(clause.getAttributes())
                .forEach(
                        attribute -> attributes.put(attribute.getName().replaceFirst(":.*", ""), attribute.getValue()));
        return by(attributes);
    }

    private static Described by(Map<String, Object> attributes) {
        return new Described(
                text(attributes, ProvidesFeature.NAMESPACE, "unnamed"),
                text(attributes, "summary", ""),
                category(text(attributes, "category", "")),
                Boolean.parseBoolean(text(attributes, "removable", "true")),
                texts(attributes.get("observes")),
                texts(attributes.get("threads")));
    }

    private static String text(Map<String, Object> attributes, String name, String otherwise) {
        Object value = attributes.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static FeatureCategory category(String text) {
        return Arrays.stream(FeatureCategory.values())
                .filter(category -> category.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(FeatureCategory.OTHER);
    }

    private static List<String> texts(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of(value.toString().split(",", -1));
    }
}
