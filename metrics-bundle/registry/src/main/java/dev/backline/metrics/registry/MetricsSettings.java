package dev.backline.metrics.registry;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What operators may set of the registry. */
@ObjectClassDefinition(name = "Metrics", description = "What is exported, and how much of it")
public @interface MetricsSettings {

    @AttributeDefinition(
            name = "Dimensions",
            description = "Labels that are exported with their values: a label, or label=value,value for these values"
                    + " alone. Other values are exported as “other”, all together")
    String[] dimensions() default {
        "cause", "change", "command", "event", "feature", "from", "gc", "kind", "node", "origin", "outcome", "pool",
        "reason", "region", "result", "route", "runtime", "shard", "source", "state", "status", "to", "vendor",
                "version"
    };

    @AttributeDefinition(
            name = "Series per metric",
            description = "As Prometheus counts them: a histogram has one for each bucket. What is more is “other”",
            min = "1")
    int seriesPerMetric() default 2_000;

    @AttributeDefinition(name = "Series in all", description = "What is more is “other”", min = "1")
    int seriesInAll() default 20_000;

    @AttributeDefinition(
            name = "Longest scrape (seconds)",
            description = "Whoever waits for longer is told that it failed; what held it up is left out next time",
            min = "1",
            max = "60")
    int scrapeSeconds() default 5;

    @AttributeDefinition(
            name = "How long a scrape is good for others (milliseconds)",
            description = "Whoever comes sooner is given the same",
            min = "0",
            max = "60000")
    int cacheMillis() default 1_000;
}
