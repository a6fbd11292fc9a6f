package dev.backline.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private final Backoff backoff = new Backoff(new Random(1));

    @Test
    void waitsGrowUpToTwoMinutes() {
        Duration ceiling = Duration.ofSeconds(1);
        for (int i = 0; i < 12; i++) {
            assertThat(backoff.next()).isBetween(ceiling.dividedBy(2), ceiling);
            ceiling = ceiling.multipliedBy(2);
            if (ceiling.compareTo(Duration.ofMinutes(2)) > 0) {
                ceiling = Duration.ofMinutes(2);
            }
        }
    }

    @Test
    void aSuccessBeginsAnew() {
        for (int i = 0; i < 5; i++) {
            assertThat(backoff.next()).isPositive();
        }

        backoff.reset();

        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
