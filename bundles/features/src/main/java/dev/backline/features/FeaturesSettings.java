package dev.backline.features;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the feature flags. */
@ObjectClassDefinition(name = "Feature flags")
public @interface FeaturesSettings {

    @AttributeDefinition(name = "How long a bundle may take to start or stop (seconds)", min = "1", max = "600")
    int patienceSeconds() default 10;

    @AttributeDefinition(name = "Over how long costs are measured (seconds)", min = "2", max = "600")
    int costWindowSeconds() default 30;
}
