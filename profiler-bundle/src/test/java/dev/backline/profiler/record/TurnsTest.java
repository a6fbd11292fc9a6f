package dev.backline.profiler.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private final Turns turns = new Turns(Clock.systemUTC());

    @Test
    void whoeverWaitsWithoutATurnGoesWithTheProfiler() {
        turns.close();

        assertThatThrownBy(() -> turns.pause(Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The profiler was stopped");
    }

    @Test
    void whoeverWaitsWithoutATurnIsInNobodysWay() throws InterruptedException {
        try (Turns.Turn turn = turns.take("something", "somebody", Duration.ZERO)) {
            turns.pause(Duration.ofMillis(1));

            assertThat(turns.ongoing())
                    .hasValueSatisfying(ongoing -> assertThat(ongoing.started()).isEqualTo(turn.started()));
        }
    }
}
