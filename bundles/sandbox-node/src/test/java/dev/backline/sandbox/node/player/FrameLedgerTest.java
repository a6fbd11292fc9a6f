package dev.backline.sandbox.node.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.sandbox.node.player.FrameLedger.Count;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FrameLedgerTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final FrameLedger ledger = new FrameLedger(Duration.ofSeconds(1));

    /** Fetches frames through one second, of which every tenth is not there. */
    private void second(long number) {
        for (int i = 0; i < 50; i++) {
            long now = number * SECOND + i * SECOND / 50;
            if (i % 10 == 0) {
                ledger.nulled(now);
            } else {
                ledger.sent(now);
            }
        }
    }

    @Test
    void countsTheLastWholeInterval() {
        ledger.playing(-SECOND / 2);
        second(0);
        second(1);
        ledger.sent(2 * SECOND);

        assertThat(ledger.lastWhole(2 * SECOND + 1)).hasValue(new Count(1, 45, 5));
    }

    @Test
    void saysNothingOfAnIntervalInWhichAPlayerBegan() {
        ledger.playing(SECOND / 2);
        second(0);

        assertThat(ledger.lastWhole(SECOND)).isEmpty();
    }

    @Test
    void saysNothingOfAPlayerThatWasPaused() {
        ledger.playing(-SECOND);
        second(0);
        ledger.paused(SECOND / 2);
        assertThat(ledger.lastWhole(SECOND)).isEmpty();

        ledger.playing(SECOND * 3 / 4);
        second(1);
        assertThat(ledger.lastWhole(SECOND + SECOND / 2)).isEmpty();
    }

    @Test
    void doesNotMindTheMomentBetweenTwoTracks() {
        ledger.playing(-SECOND);
        ledger.paused(SECOND / 2);
        ledger.playing(SECOND / 2 + Duration.ofMillis(90).toNanos());
        second(0);

        assertThat(ledger.lastWhole(SECOND)).hasValue(new Count(0, 45, 5));
    }

    @Test
    void saysNothingOfAnIntervalInWhichNobodyFetched() {
        ledger.playing(-SECOND);
        second(0);

        assertThat(ledger.lastWhole(2 * SECOND)).isEmpty();
    }
}
