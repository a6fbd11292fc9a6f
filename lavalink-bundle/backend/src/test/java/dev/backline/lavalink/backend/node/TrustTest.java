package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrustTest {

    private static final Duration SETTLE = Duration.ofSeconds(15);

    private final Trust trust = new Trust(SETTLE);
    private long now = Duration.ofDays(1).toNanos();

    @Test
    void aNodeThatNeverFailedIsTrustedAtOnce() {
        assertThat(trust.connected(now)).isZero();
    }

    @Test
    void aNodeHasToWorkForTwiceAsLongAfterEachFailureAndNeverForMoreThanFiveMinutes() {
        trust.connected(now);
        for (long seconds : new long[] {15, 30, 60, 120, 240, 300, 300}) {
            trust.failed(now);
            assertThat(trust.connected(now)).hasSeconds(seconds);
        }
    }

    @Test
    void failuresAreForgivenAfterTenMinutesWithoutOne() {
        trust.failed(now);
        trust.failed(now);
        trust.connected(now);

        now += Duration.ofMinutes(11).toNanos();
        trust.failed(now);

        assertThat(trust.connected(now)).isEqualTo(SETTLE);
    }
}
