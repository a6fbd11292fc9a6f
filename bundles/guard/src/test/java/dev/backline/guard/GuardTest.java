package dev.backline.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureCategory;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureChange.Kind;
import dev.backline.api.feature.FeatureCost;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration RETRY = Duration.ofMinutes(10);

    private final Costs features = new Costs();
    private final Guard guard = guard(false, RETRY);

    private Guard guard(boolean dryRun, Duration retry) {
        return new Guard(features, new Budget(0.05, 0.03), 3, retry, dryRun, features);
    }

    /** Features that cost what a test says, at a time that it says. */
    private static final class Costs extends Clock implements Features {

        private final Map<String, Double> shares = new TreeMap<>();
        private final Map<String, FeatureCategory> categories = new TreeMap<>();
        private final List<String> off = new ArrayList<>();
        private final List<FeatureChange> history = new ArrayList<>();
        private boolean broken;
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void cost(String name, FeatureCategory category, double share) {
            shares.put(name, share);
            categories.put(name, category);
        }

        @Override
        public List<Feature> list() {
            return shares.entrySet().stream()
                    .map(entry -> feature(entry.getKey(), entry.getValue()))
                    .toList();
        }

        private Feature feature(String name, double share) {
            boolean on = !off.contains(name);
            return new Feature(
                    name,
                    "",
                    categories.getOrDefault(name, FeatureCategory.METRICS),
                    categories.get(name) != FeatureCategory.CORE,
                    List.of(),
                    on ? FeatureState.ON : FeatureState.OFF,
                    Optional.empty(),
                    true,
                    List.of(),
                    Optional.empty(),
                    on ? Optional.of(new FeatureCost(share, WINDOW, 1, 0, false)) : Optional.empty());
        }

        @Override
        public void on(String name, Cause cause) throws FeatureFailure {
            if (!shares.containsKey(name)) {
                throw new FeatureFailure("There is no feature " + name);
            }
            if (broken) {
                history.add(new FeatureChange(now, name, Kind.FAILED, cause, "does not start"));
                throw new FeatureFailure(name + " does not start");
            }
            off.remove(name);
            history.add(new FeatureChange(now, name, Kind.TURNED_ON, cause, ""));
        }

        @Override
        public void off(String name, boolean force, Cause cause) {
            off.add(name);
            history.add(new FeatureChange(now, name, Kind.TURNED_OFF, cause, ""));
        }

        @Override
        public void remove(String name, boolean force, Cause cause) {
            shares.remove(name);
        }

        @Override
        public void report(FeatureChange change) {
            history.add(change);
        }

        @Override
        public List<FeatureChange> history() {
            return List.copyOf(history);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static void check(Guard guard, Costs features, int times) {
        for (int i = 0; i < times; i++) {
            features.now = features.now.plusSeconds(10);
            guard.check();
        }
    }

    @Test
    void switchesOffWhatIsTooExpensiveThreeTimesInARowAndSaysWhy() {
        features.cost("greedy", FeatureCategory.METRICS, 0.04);
        features.cost("cheap", FeatureCategory.METRICS, 0.001);

        check(guard, features, 2);
        assertThat(features.off).isEmpty();
        check(guard, features, 1);

        assertThat(features.off).containsExactly("greedy");
        assertThat(features.history().getLast().cause())
                .asString()
                .isEqualTo("guard: 4.00 % of a CPU over 30 s (budget 3.00 %),"
                        + " all optional features 4.10 % (budget 5.00 %)");
    }

    @Test
    void aPeakIsForgotten() {
        features.cost("nervous", FeatureCategory.METRICS, 0.04);
        check(guard, features, 2);
        features.cost("nervous", FeatureCategory.METRICS, 0.01);
        check(guard, features, 1);
        features.cost("nervous", FeatureCategory.METRICS, 0.04);
        check(guard, features, 2);

        assertThat(features.off).isEmpty();
    }

    @Test
    void takesTheMostExpensiveOneWhenAllTogetherAreTooMuchAndThenMeasuresAnew() {
        features.cost("one", FeatureCategory.METRICS, 0.020);
        features.cost("two", FeatureCategory.METRICS, 0.025);
        features.cost("three", FeatureCategory.METRICS, 0.029);

        check(guard, features, 3);
        assertThat(features.off).containsExactly("three");
        features.cost("two", FeatureCategory.METRICS, 0.031);
        check(guard, features, 4);
        assertThat(features.off).as("nothing is judged within a window").containsExactly("three");
        check(guard, features, 1);

        assertThat(features.off).containsExactly("three", "two");
    }

    @Test
    void neverTouchesTheBotOrWhatPeopleWorkWith() {
        features.cost("runtime", FeatureCategory.CORE, 0.9);
        features.cost("ssh", FeatureCategory.OPERATIONS, 0.9);
        features.cost("sandbox-node", FeatureCategory.DEVELOPMENT, 0.9);

        check(guard, features, 10);

        assertThat(features.off).isEmpty();
    }

    /** Without the way out of metrics, the bot seems to be down, and somebody is woken. */
    @Test
    void takesACollectorAndNotWhatExportsItsMetrics() {
        features.cost("metrics", FeatureCategory.OPERATIONS, 0.9);
        features.cost("metrics-voice", FeatureCategory.METRICS, 0.04);

        check(guard, features, 3);
        assertThat(features.off).containsExactly("metrics-voice");
        check(guard, features, 10);

        assertThat(features.off).containsExactly("metrics-voice");
    }

    @Test
    void triesAgainLaterEachTimeAndLongerUntilAnOperatorDecides() throws FeatureFailure {
        features.cost("greedy", FeatureCategory.METRICS, 0.04);
        check(guard, features, 3);

        features.now = features.now.plus(RETRY).minusSeconds(20);
        check(guard, features, 1);
        assertThat(features.off).containsExactly("greedy");
        check(guard, features, 1);
        assertThat(features.off).isEmpty();

        check(guard, features, 4);
        assertThat(features.off).containsExactly("greedy");
        assertThat(guard.sentences().get("greedy")).extracting("times").isEqualTo(2);
        features.now = features.now.plus(RETRY).plusSeconds(30);
        check(guard, features, 1);
        assertThat(features.off).as("the second time it waits twice as long").containsExactly("greedy");

        features.on("greedy", Cause.hand("anna", ""));
        assertThat(guard.sentences()).isEmpty();
    }

    @Test
    void whatDidNotStartIsOffAndTriedOnceMoreAfterTheSameTime() {
        features.cost("greedy", FeatureCategory.METRICS, 0.04);
        check(guard, features, 3);
        features.broken = true;
        features.now = features.now.plus(RETRY);
        check(guard, features, 1);
        assertThat(features.history().getLast().kind()).isEqualTo(Kind.FAILED);
        assertThat(guard.sentences().get("greedy")).extracting("serving").isEqualTo(true);

        features.broken = false;
        features.now = features.now.plus(RETRY).minusSeconds(20);
        check(guard, features, 1);
        assertThat(features.off).containsExactly("greedy");
        check(guard, features, 1);

        assertThat(features.off).isEmpty();
    }

    /** As a set does that is switched to: the history has nothing of the single features. */
    @Test
    void whatIsNotThereAnyMoreKeepsNothingElseFromComingBack() {
        switchesOffTwo();
        features.shares.remove("one");
        features.off.remove("one");

        features.now = features.now.plus(RETRY);
        check(guard, features, 1);

        assertThat(features.off).isEmpty();
    }

    @Test
    void whatIsOnByOtherMeansKeepsNothingElseFromComingBack() {
        switchesOffTwo();
        features.cost("one", FeatureCategory.METRICS, 0.001);
        features.off.remove("one");

        features.now = features.now.plus(RETRY);
        check(guard, features, 1);

        assertThat(features.off).isEmpty();
        assertThat(features.history())
                .filteredOn(change -> change.kind() == Kind.TURNED_ON)
                .extracting(FeatureChange::feature)
                .containsExactly("two");
    }

    private void switchesOffTwo() {
        features.cost("one", FeatureCategory.METRICS, 0.04);
        features.cost("two", FeatureCategory.METRICS, 0.04);
        check(guard, features, 8);
        assertThat(features.off).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void doesNotTryAgainWithoutRoomForIt() {
        features.cost("greedy", FeatureCategory.METRICS, 0.04);
        check(guard, features, 3);
        features.cost("one", FeatureCategory.METRICS, 0.021);
        features.cost("two", FeatureCategory.METRICS, 0.021);

        features.now = features.now.plus(RETRY);
        check(guard, features, 2);

        assertThat(features.off).containsExactly("greedy");
    }

    @Test
    void neverTriesAgainWhenSoConfigured() {
        Guard strict = guard(false, Duration.ZERO);
        features.cost("greedy", FeatureCategory.METRICS, 0.04);
        check(strict, features, 3);

        features.now = features.now.plus(Duration.ofDays(30));
        check(strict, features, 3);

        assertThat(features.off).containsExactly("greedy");
    }

    @Test
    void aDryRunReportsOnceAndSwitchesNothingOff() {
        Guard dry = guard(true, RETRY);
        features.cost("greedy", FeatureCategory.METRICS, 0.04);

        check(dry, features, 20);

        assertThat(features.off).isEmpty();
        assertThat(features.history()).extracting(FeatureChange::kind).containsExactly(Kind.REPORTED);
    }

    @Test
    void aRestartForgetsNothing() {
        features.cost("greedy", FeatureCategory.METRICS, 0.04);
        check(guard, features, 3);
        Guard restarted = guard(false, RETRY);

        features.now = features.now.plus(RETRY);
        check(restarted, features, 1);

        assertThat(features.off).isEmpty();
    }
}
