package dev.backline.guard;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the guard. Percentages are of one CPU. */
@ObjectClassDefinition(name = "Overhead guard")
public @interface GuardSettings {

    @AttributeDefinition(name = "What all optional features may cost together (percent of a CPU)", min = "0.01")
    double totalPercent() default 5;

    @AttributeDefinition(name = "What one optional feature may cost (percent of a CPU)", min = "0.01")
    double featurePercent() default 3;

    @AttributeDefinition(name = "How often costs are looked at (seconds)", min = "1", max = "600")
    int checkSeconds() default 10;

    @AttributeDefinition(
            name = "How many looks in a row find too much before a feature is switched off",
            min = "1",
            max = "100")
    int checks() default 3;

    @AttributeDefinition(
            name = "When it is tried again for the first time (seconds); 0 for never",
            description = "Each time it turns out to be too expensive again, it waits twice as long, a day at most",
            min = "0")
    int retrySeconds() default 600;

    @AttributeDefinition(name = "Only report what would be switched off")
    boolean dryRun() default false;
}
