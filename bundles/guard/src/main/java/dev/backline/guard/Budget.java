package dev.backline.guard;

import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.FeatureCost;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What optional features may cost, as shares of one CPU. Optional is what the bot plays on without and nobody works with:
 * never the bot, a shell, the way out of all metrics (without which somebody is woken, since the bot seems to be down), the
 * guard itself, or what stands in for Discord and Lavalink on a developer's machine.
 *
 * @param total of all together
 * @param each of one
 */
record Budget(double total, double each) {

    private static final Set<FeatureCategory> NEEDED =
            EnumSet.of(FeatureCategory.CORE, FeatureCategory.OPERATIONS, FeatureCategory.DEVELOPMENT);

    /**
     * A feature that is to go.
     *
     * @param feature the most expensive one
     * @param evidence what was measured, and what is allowed
     */
    record Excess(Feature feature, String evidence) {}

    static boolean isOptional(Feature feature) {
        return feature.removable() && !NEEDED.contains(feature.category());
    }

    /** What a feature costs; 0 when that is not known. */
    static double share(Feature feature) {
        return feature.cost().map(FeatureCost::share).orElse(0.0);
    }

    /** What the optional ones of these features cost together. */
    static double total(List<Feature> features) {
        return features.stream()
                .filter(Budget::isOptional)
                .mapToDouble(Budget::share)
                .sum();
    }

    /** The most expensive optional feature, when there is too much of it or of all. */
    Optional<Excess> excess(List<Feature> features) {
        double all = total(features);
        return features.stream()
                .filter(Budget::isOptional)
                .max(Comparator.comparing(Budget::share))
                .filter(most -> share(most) > each || all > total)
                .map(most -> new Excess(most, evidence(share(most), all, most)));
    }

    private String evidence(double share, double all, Feature feature) {
        return String.format(
                Locale.ROOT,
                "%.2f %% of a CPU over %d s (budget %.2f %%), all optional features %.2f %% (budget %.2f %%)",
                100 * share,
                feature.cost().map(cost -> cost.window().toSeconds()).orElse(0L),
                100 * each,
                100 * all,
                100 * total);
    }
}
