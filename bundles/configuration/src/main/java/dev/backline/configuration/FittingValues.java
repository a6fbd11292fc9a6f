package dev.backline.configuration;

import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * Takes values that do not fit out of what a component is given: their defaults hold, and it runs. On the way to the
 * component, because what fits is known only when its bundle is there.
 */
final class FittingValues implements ConfigurationPlugin {

    /** After placeholders were filled in, and before whatever has the last word. */
    static final int RANKING = 900;

    private final Definitions definitions;

    FittingValues(Definitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> reference, Dictionary<String, Object> properties) {
        definitions
                .of(String.valueOf(properties.get(Constants.SERVICE_PID)))
                .ifPresent(definition -> fit(definition, properties));
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
