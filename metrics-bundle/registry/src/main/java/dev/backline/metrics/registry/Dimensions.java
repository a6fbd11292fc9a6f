package dev.backline.metrics.registry;

import dev.backline.metrics.catalog.Label;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The allow-list of what is exported.
 *
 * @param allowed by the label's name, the values that are exported as they are; empty for all that it can have
 */
record Dimensions(Map<String, Optional<Set<String>>> allowed) {

    private static final Logger log = LoggerFactory.getLogger(Dimensions.class);

    Dimensions {
        allowed = Map.copyOf(allowed);
    }

    /** Reads {@code label} and {@code label=value,value}; what cannot be read allows nothing. */
    static Dimensions parse(String... entries) {
        Map<String, Optional<Set<String>>> allowed = new HashMap<>();
        for (String entry : entries) {
            String[] parts = entry.strip().split("\\s*=\\s*", 2);
            if (!parts[0].matches("[a-z][a-z0-9_]*")) {
                log.warn("Configuration: “{}” is no dimension of metrics: expected label, or label=value,value", entry);
            } else if (parts.length == 1) {
                allowed.put(parts[0], Optional.empty());
            } else {
                allowed.put(parts[0], Optional.of(new LinkedHashSet<>(List.of(parts[1].split("\\s*,\\s*")))));
            }
        }
        return new Dimensions(allowed);
    }

    /** The value as it is exported: itself, or {@value Label#OTHER}. */
    String exported(Label<?> label, String value) {
        Optional<Set<String>> values = allowed.get(label.name());
        boolean good =
                values != null && values.map(some -> some.contains(value)).orElse(true);
        return good ? value : Label.OTHER;
    }
}
