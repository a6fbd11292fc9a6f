package dev.backline.metrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backline.api.audio.SourceKey;
import dev.backline.metrics.registry.Beats.Drum;
import dev.backline.metrics.registry.Watch.Activity;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final SourceKey HTTP = new SourceKey("http");

    private final Beats beats = new Beats(() -> 120);
    private final AtomicLong clock = new AtomicLong();

    private Watch watch(String... beginnings) {
        return new Watch(beats::families, List.of(beginnings), clock::get);
    }

    @Test
    void itShowsHowFastSomethingCountsAndNotWhatRests() {
        beats.strokes.of(HTTP, Drum.SNARE).inc(100);
        Watch watch = watch();
        watch.look();

        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        beats.strokes.of(HTTP, Drum.SNARE).inc(10);
        List<Activity> seen = watch.look();

        assertThat(seen).singleElement().satisfies(activity -> {
            assertThat(activity.series()).isEqualTo("backline_beat_strokes_total source=http drum=snare");
            assertThat(activity.perSecond()).isCloseTo(5, within(0.001));
            assertThat(activity.value()).isEqualTo(110);
        });
    }

    @Test
    void ofAHistogramItShowsWhatCameMeanwhile() {
        beats.pause.of(HTTP).record(Duration.ofSeconds(60).toNanos());
        Watch watch = watch();
        watch.look();

        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        beats.pause.of(HTTP).record(Duration.ofMillis(50).toNanos());

        assertThat(watch.look()).singleElement().satisfies(activity -> {
            assertThat(activity.durations().orElseThrow().count()).isEqualTo(1);
            assertThat(activity.durations().orElseThrow().sumNanos())
                    .isEqualTo(Duration.ofMillis(50).toNanos());
        });
    }

    @Test
    void gaugesAreShownWhenTheyAreNamed() {
        Watch watch = watch("backline_beat_tempo");
        watch.look();

        assertThat(watch.look()).singleElement().satisfies(activity -> {
            assertThat(activity.series()).isEqualTo("backline_beat_tempo");
            assertThat(activity.value()).isEqualTo(120);
        });
    }
}
