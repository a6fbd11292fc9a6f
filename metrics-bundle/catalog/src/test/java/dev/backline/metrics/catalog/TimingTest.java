package dev.backline.metrics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TimingTest {

    private static final long MS = 1_000_000;

    private final Timing timing = new Timing(Buckets.ofMillis(10, 20, 40));

    @Test
    void aDurationCountsInTheBucketWhoseBoundItDoesNotExceed() {
        LongStream.of(0, 10 * MS, 10 * MS + 1, 20 * MS, 40 * MS, 40 * MS + 1, Long.MAX_VALUE / 4)
                .forEach(timing::record);

        BucketCounts counts = timing.read();
        assertThat(LongStream.range(0, counts.size()).map(i -> counts.in((int) i)))
                .containsExactly(2L, 2L, 1L, 2L);
        assertThat(counts.count()).isEqualTo(7).isEqualTo(timing.getCount());
    }

    @Test
    void aClockThatWasSetBackCountsAsNothing() {
        timing.record(-5 * MS);

        assertThat(timing.read().count()).isEqualTo(1);
        assertThat(timing.read().sumNanos()).isZero();
    }

    @Test
    void whateverWayDropwizardIsUsedTheSameIsCounted() throws Exception {
        timing.update(15, TimeUnit.MILLISECONDS);
        timing.update(Duration.ofMillis(15));
        timing.time(() -> {});

        assertThat(timing.getCount()).isEqualTo(3);
        assertThat(timing.read().in(1)).isEqualTo(2);
        assertThat(timing.getSnapshot().size()).isEqualTo(3);
    }

    @Test
    void quantilesAreEstimatedWithinABucketAndEndAtTheLastBound() {
        LongStream.range(0, 100).forEach(i -> timing.record(15 * MS));
        assertThat(timing.getSnapshot().getMedian()).isCloseTo(15.0 * MS, within(0.2 * MS));
        assertThat(timing.getSnapshot().get99thPercentile()).isCloseTo(19.9 * MS, within(0.2 * MS));
        assertThat(timing.getSnapshot().getMean()).isEqualTo(15.0 * MS);

        LongStream.range(0, 900).forEach(i -> timing.record(60_000 * MS));
        assertThat(timing.getSnapshot().get99thPercentile()).isEqualTo(40.0 * MS);
    }

    @Test
    void ofNothingEverythingIsZero() {
        assertThat(timing.getSnapshot().get99thPercentile()).isZero();
        assertThat(timing.getSnapshot().getMean()).isZero();
        assertThat(timing.getSnapshot().getStdDev()).isZero();
    }

    @Test
    void whatCameBetweenTwoReadingsIsTheirDifference() {
        timing.record(15 * MS);
        BucketCounts before = timing.read();
        timing.record(30 * MS);
        timing.record(30 * MS);

        BucketCounts since = timing.read().since(before);

        assertThat(since.count()).isEqualTo(2);
        assertThat(since.in(2)).isEqualTo(2);
        assertThat(since.sumNanos()).isEqualTo(60 * MS);
    }

    @Test
    void boundsHaveToAscend() {
        assertThatThrownBy(() -> Buckets.ofMillis(10, 10)).hasMessageContaining("ascend");
        assertThatThrownBy(() -> new Buckets(List.of())).hasMessageContaining("one bound at least");
    }

    @Test
    void theDeadlineOfDiscordIsABound() {
        assertThat(Buckets.INTERACTION.bounds()).contains(Duration.ofSeconds(3));
    }
}
