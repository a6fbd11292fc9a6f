package dev.backline.api.feature;

import java.util.List;
import java.util.Optional;

/**
 * A feature at one moment.
 *
 * @param name what operators call it
 * @param summary what it does, one line
 * @param category what kind it is
 * @param removable whether the bot plays on without it
 * @param observes what it observes
 * @param state how it is
 * @param problem why it is not as it should be
 * @param inSet whether the bundle set that runs has it
 * @param parts its bundles; none for one that is {@link FeatureState#REFUSED} or {@link FeatureState#AVAILABLE}
 * @param since what made it as it is now
 * @param cost what it costs; empty until it was on for a few seconds, and when it has neither observers nor threads of its own
 */
public record Feature(
        String name,
        String summary,
        FeatureCategory category,
        boolean removable,
        List<String> observes,
        FeatureState state,
        Optional<String> problem,
        boolean inSet,
        List<Part> parts,
        Optional<FeatureChange> since,
        Optional<FeatureCost> cost) {

    /**
     * A bundle of the feature.
     *
     * @param bundleId in the framework
     * @param symbolicName of the bundle
     * @param version of the bundle
     * @param location where it was installed from
     */
    public record Part(long bundleId, String symbolicName, String version, String location) {}

    /** Copies the lists. */
    public Feature {
        observes = List.copyOf(observes);
        parts = List.copyOf(parts);
    }

    /** Version of its first bundle; empty when it has none. */
    public String version() {
        return parts.isEmpty() ? "" : parts.getFirst().version();
    }
}
