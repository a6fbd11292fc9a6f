package dev.backline.metrics.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RecentTest {

    @Test
    void itIsReadAgainOnlyWhenItIsNotFreshAnyMore() {
        AtomicLong clock = new AtomicLong(-5);
        AtomicInteger readings = new AtomicInteger();
        Recent<Integer> recent = new Recent<>(readings::incrementAndGet, Duration.ofNanos(100), clock::get);

        assertThat(recent.get()).isEqualTo(1);
        clock.addAndGet(99);
        assertThat(recent.get()).isEqualTo(1);
        clock.addAndGet(1);
        assertThat(recent.get()).isEqualTo(2);
    }
}
