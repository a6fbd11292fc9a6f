package dev.backline.guard;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Cause.Origin;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import dev.backline.guard.Budget.Excess;
import dev.backline.guard.Sentences.Sentence;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what optional features cost. When that is too much several times in a row, the most expensive one goes; then
 * nothing is judged until the costs were measured anew without it. It comes back after a while, if there is room.
 */
final class Guard {

    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private static final String WHO = "guard";

    /** A feature comes back only when the others leave at least a fifth of the budget. */
    private static final double ROOM = 0.8;

    private final Features features;
    private final Budget budget;
    private final int checks;
    private final Duration firstRetry;
    private final boolean dryRun;
    private final Clock clock;

    private volatile int strikes;
    private Instant judgedFrom;

    /**
     * Knows nothing yet.
     *
     * @param checks how many looks in a row find too much before a feature goes
     * @param firstRetry when it is tried again for the first time; zero for never
     * @param dryRun whether what would be done is only reported
     */
    Guard(Features features, Budget budget, int checks, Duration firstRetry, boolean dryRun, Clock clock) {
        this.features = features;
        this.budget = budget;
        this.checks = checks;
        this.firstRetry = firstRetry;
        this.dryRun = dryRun;
        this.clock = clock;
        judgedFrom = clock.instant();
    }

    /** How a dry run and a real one differ in the history. */
    private Kind kind() {
        return dryRun ? Kind.REPORTED : Kind.TURNED_OFF;
    }

    /** What the guard did and nobody changed since, by feature. */
    Map<String, Sentence> sentences() {
        return Sentences.standing(features.history(), kind());
    }

    /** When a feature is tried again; empty for never, or when it is on. */
    Optional<Instant> retry(Sentence sentence) {
        return sentence.serving() ? sentence.end(firstRetry) : Optional.empty();
    }

    Budget budget() {
        return budget;
    }

    boolean dryRun() {
        return dryRun;
    }

    /** How many looks in a row found too much. */
    int strikes() {
        return strikes;
    }

    int checks() {
        return checks;
    }

    /** Looks once, and does what is to be done. For one thread. */
    void check() {
        Instant now = clock.instant();
        Map<String, Sentence> sentences = sentences();
        List<Feature> all = features.list();
        List<Feature> running = all.stream()
                .filter(feature -> feature.state() == FeatureState.ON)
                .filter(feature -> !dryRun || !isReported(sentences.get(feature.name()), now))
                .toList();
        if (now.isBefore(judgedFrom)) {
            return;
        }
        Optional<Excess> excess = budget.excess(running);
        if (excess.isPresent()) {
            int soFar = strikes + 1;
            strikes = soFar;
            if (soFar >= checks) {
                turnOff(excess.get(), now);
            }
            return;
        }
        strikes = 0;
        if (!dryRun && Budget.total(running) < ROOM * budget.total()) {
            Set<String> off =
                    all.stream().filter(Guard::isOff).map(Feature::name).collect(Collectors.toSet());
            sentences.entrySet().stream()
                    .filter(entry -> off.contains(entry.getKey()))
                    .filter(entry -> retry(entry.getValue())
                            .filter(at -> !now.isBefore(at))
                            .isPresent())
                    .findFirst()
                    .ifPresent(entry -> turnOn(entry.getKey(), entry.getValue(), now));
        }
    }

    /** A set that was switched to may have taken a feature away or started it; the history has the set's name alone. */
    private static boolean isOff(Feature feature) {
        return feature.state() == FeatureState.OFF || feature.state() == FeatureState.FAILED;
    }

    private boolean isReported(@Nullable Sentence sentence, Instant now) {
        return sentence != null
                && sentence.serving()
                && retry(sentence).map(now::isBefore).orElse(true);
    }

    private void turnOff(Excess excess, Instant now) {
        Feature feature = excess.feature();
        Cause cause = new Cause(Origin.GUARD, WHO, excess.evidence());
        strikes = 0;
        judgedFrom = now.plus(feature.cost().map(cost -> cost.window()).orElse(Duration.ZERO));
        if (dryRun) {
            features.report(new FeatureChange(now, feature.name(), Kind.REPORTED, cause, "it would be switched off"));
            return;
        }
        try {
            features.off(feature.name(), false, cause);
        } catch (FeatureFailure e) {
            log.warn("{} costs {} and could not be switched off", feature.name(), excess.evidence(), e);
        }
    }

    private void turnOn(String name, Sentence sentence, Instant now) {
        Duration waited = Duration.between(sentence.since(), now);
        judgedFrom = now;
        try {
            features.on(
                    name,
                    new Cause(
                            Origin.GUARD,
                            WHO,
                            "tried again after " + waited.toSeconds() + " s, attempt " + (sentence.times() + 1)));
        } catch (FeatureFailure e) {
            log.warn("{} could not be tried again", name, e);
        }
    }
}
