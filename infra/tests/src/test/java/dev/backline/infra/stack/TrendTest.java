package dev.backline.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TrendTest {

    private final Trend trend = new Trend();

    @Test
    void whatRisesGrowsByItsRise() {
        for (int minute = 0; minute <= 60; minute++) {
            trend.add(minute, 100 + 2 * minute);
        }
        assertThat(trend.growth()).isCloseTo(120, within(1e-9));
        assertThat(trend.mean()).isCloseTo(160, within(1e-9));
    }

    @Test
    void whatOnlyMovesToAndFroHardlyGrows() {
        Random random = new Random(1);
        for (int minute = 0; minute <= 240; minute++) {
            trend.add(minute, 100 + 20 * random.nextGaussian());
        }
        assertThat(trend.growth()).isBetween(-10.0, 10.0);
    }

    @Test
    void aSlowRiseIsSeenBehindWhatMoves() {
        Random random = new Random(1);
        for (int minute = 0; minute <= 240; minute++) {
            trend.add(minute, 100 + minute / 4.0 + 20 * random.nextGaussian());
        }
        assertThat(trend.growth()).isBetween(50.0, 70.0);
    }

    @Test
    void oneMeasurementIsNoTrend() {
        trend.add(1, 7);
        assertThat(trend.growth()).isZero();
    }
}
