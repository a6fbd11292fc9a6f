package dev.backline.configuration;

import dev.backline.configuration.Layers.Merged;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * Takes values that do not fit, and placeholders that were not filled in, out of what a component is given: their defaults
 * hold, and it runs. On the way to the component, because what fits is known only when its bundle is there. For any thread.
 */
final class FittingValues implements ConfigurationPlugin {

    /** After placeholders were filled in, and before whatever has the last word. */
    static final int RANKING = 900;

    private final Function<String, Optional<ObjectClassDefinition>> definitions;

    /** Keys whose placeholders were not filled in when a component was given them last, by PID. */
    private final Map<String, Set<String>> unfilled = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param definitions what the configuration with a PID has to be like
     */
    FittingValues(Function<String, Optional<ObjectClassDefinition>> definitions) {
        this.definitions = definitions;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        fit(properties);
    }

    void fit(Dictionary<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        unfilled.put(pid, takeUnfilled(properties));
        definitions.apply(pid).ifPresent(definition -> fit(definition, properties));
    }

    /** Of what the files say, the placeholders that could not be filled in for a component. */
    List<Problem> problems(Merged merged) {
        List<Problem> problems = new ArrayList<>();
        merged.settings()
                .forEach((pid, keys) -> keys.forEach((key, setting) -> {
                    if (unfilled.getOrDefault(pid, Set.of()).contains(key)) {
                        problems.add(new Problem(
                                setting.file(),
                                "“" + pid + "”, key “" + key
                                        + "”: its placeholder cannot be filled in, so the default holds. Expected a variable of"
                                        + " the environment, or a file in conf/secrets"));
                    }
                }));
        return problems;
    }

    /** Takes them out, and gives their keys. Of a list, the rest holds: a password that lacks takes nobody else's. */
    private static Set<String> takeUnfilled(Dictionary<String, Object> properties) {
        Set<String> keys = new HashSet<>();
        for (String key : Collections.list(properties.keys())) {
            Object value = properties.get(key);
            if (value instanceof String[] list && Arrays.stream(list).anyMatch(Expectation::isOpen)) {
                keys.add(key);
                String[] rest = Arrays.stream(list)
                        .filter(element -> !Expectation.isOpen(element))
                        .toArray(String[]::new);
                if (rest.length > 0) {
                    properties.put(key, rest);
                } else {
                    properties.remove(key);
                }
            } else if (Expectation.isOpen(value)) {
                keys.add(key);
                properties.remove(key);
            }
        }
        return keys;
    }

    private static void fit(ObjectClassDefinition definition, Dictionary<String, Object> properties) {
        List<String> keys = Collections.list(properties.keys());
        for (AttributeDefinition attribute : definition.getAttributeDefinitions(ObjectClassDefinition.ALL)) {
            String key = attribute.getID();
            if (keys.contains(key)
                    && Expectation.mismatch(attribute, properties.get(key)).isPresent()) {
                properties.remove(key);
            }
        }
    }
}
