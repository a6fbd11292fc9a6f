package dev.backline.profiler.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Sampling;
import dev.backline.profiler.profile.Profile;
import dev.backline.profiler.run.Scope;
import dev.backline.profiler.span.Activity.Counts;
import dev.backline.profiler.span.Activity.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void ratesAreOfTheTimeThatTheCountsAreOf() {
        Counts tenMinutes = new Counts(
                Duration.ofMinutes(10),
                Map.of("play", new Tally(1200, 0, 0)),
                Map.of(),
                new Tally(60, 0, 0),
                new Tally(0, 0, 0));

        String text = ofAMinute(tenMinutes).text();

        assertThat(text)
                .contains(
                        "over 60.0 s",
                        "- counted over: 600.0 s",
                        "- commands: 1200 (2.0 per second)",
                        "- track starts: 60 (0.1 per second)");
    }

    private static Summary ofAMinute(Counts activity) {
        Duration minute = Duration.ofMinutes(1);
        return new Summary(
                new Scope("an engine", "", ""),
                "run",
                new Sampling(Kind.CPU, "an engine", "samples", Duration.ofMillis(20), Set.of(), "Java"),
                "by hand",
                Instant.EPOCH,
                minute,
                Optional.empty(),
                new Profile(Kind.CPU, Map.of()),
                List.of(),
                activity,
                OptionalInt.of(1),
                OptionalInt.of(1));
    }
}
