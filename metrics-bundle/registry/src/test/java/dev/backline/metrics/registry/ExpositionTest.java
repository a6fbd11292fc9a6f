package dev.backline.metrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.codahale.metrics.MetricRegistry;
import dev.backline.api.audio.SourceKey;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.registry.Beats.Drum;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpositionTest {

    private static final SourceKey HTTP = new SourceKey("http");
    private static final SourceKey TONE = new SourceKey("tone");
    private static final String[] ALL = {"source", "drum", "version"};

    private final Registry registry = new Registry();
    private final Beats beats = new Beats(() -> 120);
    private final CatalogExports exports =
            new CatalogExports(registry.dropwizard(), registry::families, limits(1_000, 10_000, ALL));

    private static Limits limits(int perMetric, int inAll, String... dimensions) {
        return new Limits(Dimensions.parse(dimensions), perMetric, inAll);
    }

    private String text(Format format) {
        return new String(new Scrape(exports.collect()).text(format), StandardCharsets.UTF_8);
    }

    private String text() {
        return text(Format.PROMETHEUS);
    }

    private void play() {
        beats.strokes.of(HTTP, Drum.SNARE).inc(3);
        beats.pause.of(HTTP).record(50_000_000);
        beats.pause.of(HTTP).record(100_000_000);
        beats.pause.of(HTTP).record(2_000_000_000);
        beats.pause.of(HTTP).record(3_000_000_000L);
        beats.loudness.of(TONE).set(0.5);
        beats.playing.add(TONE);
    }

    @Test
    void prometheusTextIsExact() {
        registry.add(beats);
        play();

        assertThat(text()).isEqualTo("""
                # HELP backline_beat_strokes_total Strokes on drums
                # TYPE backline_beat_strokes_total counter
                backline_beat_strokes_total{source="http",drum="snare",} 3.0
                backline_beat_strokes_total{source="http",drum="bass",} 0.0
                # HELP backline_beat_pause_seconds Time between two strokes
                # TYPE backline_beat_pause_seconds histogram
                backline_beat_pause_seconds_bucket{source="http",le="0.1",} 2.0
                backline_beat_pause_seconds_bucket{source="http",le="2.5",} 3.0
                backline_beat_pause_seconds_bucket{source="http",le="+Inf",} 4.0
                backline_beat_pause_seconds_count{source="http",} 4.0
                backline_beat_pause_seconds_sum{source="http",} 5.15
                # HELP backline_beat_loudness How loud it is
                # TYPE backline_beat_loudness gauge
                backline_beat_loudness{source="tone",} 0.5
                # HELP backline_beat_tempo Beats per minute, with a \\\\ and a\\nline feed
                # TYPE backline_beat_tempo gauge
                backline_beat_tempo 120.0
                # HELP backline_beat_playing What plays
                # TYPE backline_beat_playing gauge
                backline_beat_playing{source="tone",} 1.0
                # HELP backline_beat_bars_total Bars
                # TYPE backline_beat_bars_total counter
                backline_beat_bars_total{source="tone",} 2.0
                # HELP backline_beat_info What drums
                # TYPE backline_beat_info gauge
                backline_beat_info{version="1.2",} 1.0
                """);
    }

    @Test
    void openMetricsTextIsExact() {
        registry.add(beats);
        play();

        assertThat(text(Format.OPEN_METRICS)).isEqualTo("""
                # TYPE backline_beat_strokes counter
                # HELP backline_beat_strokes Strokes on drums
                backline_beat_strokes_total{source="http",drum="snare"} 3.0
                backline_beat_strokes_total{source="http",drum="bass"} 0.0
                # TYPE backline_beat_pause_seconds histogram
                # UNIT backline_beat_pause_seconds seconds
                # HELP backline_beat_pause_seconds Time between two strokes
                backline_beat_pause_seconds_bucket{source="http",le="0.1"} 2.0
                backline_beat_pause_seconds_bucket{source="http",le="2.5"} 3.0
                backline_beat_pause_seconds_bucket{source="http",le="+Inf"} 4.0
                backline_beat_pause_seconds_count{source="http"} 4.0
                backline_beat_pause_seconds_sum{source="http"} 5.15
                # TYPE backline_beat_loudness gauge
                # HELP backline_beat_loudness How loud it is
                backline_beat_loudness{source="tone"} 0.5
                # TYPE backline_beat_tempo gauge
                # HELP backline_beat_tempo Beats per minute, with a \\\\ and a\\nline feed
                backline_beat_tempo 120.0
                # TYPE backline_beat_playing gauge
                # HELP backline_beat_playing What plays
                backline_beat_playing{source="tone"} 1.0
                # TYPE backline_beat_bars counter
                # HELP backline_beat_bars Bars
                backline_beat_bars_total{source="tone"} 2.0
                # TYPE backline_beat info
                # HELP backline_beat What drums
                backline_beat_info{version="1.2"} 1.0
                # EOF
                """);
    }

    @Test
    void aCatalogueComesAndGoesAsAWhole() {
        Metrics.Added added = registry.add(beats);
        assertThat(text()).contains("backline_beat_tempo 120.0");

        added.close();

        assertThat(text()).isEmpty();
        assertThat(registry.dropwizard().getNames()).isEmpty();
    }

    @Test
    void afterItsCatalogueIsGoneASeriesThatComesIsNotKept() {
        registry.add(beats).close();

        beats.strokes.of(TONE, Drum.BASS).inc();

        assertThat(registry.dropwizard().getNames()).isEmpty();
    }

    @Test
    void dropwizardsRegistryHasEverySeriesAndOneOfItsOwnIsNotExported() {
        registry.add(beats);
        play();
        registry.dropwizard().counter("orders.of.user.4711").inc();

        assertThat(registry.dropwizard().getTimers()).containsKey("backline_beat_pause_seconds{source=http}");
        assertThat(registry.dropwizard().getCounters())
                .containsKeys("backline_beat_strokes_total{source=http,drum=snare}", "orders.of.user.4711");
        assertThat(text()).doesNotContain("4711");
    }

    @Test
    void aMetricBelongsToOneCatalogue() {
        registry.add(beats);

        assertThatThrownBy(() -> registry.add(new Beats(() -> 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("backline_beat_strokes_total of “beats” is there already");
        assertThat(registry.catalogs()).containsExactly(beats);
    }

    @Test
    void aNameThatDropwizardKnowsAlreadyIsRefusedAndLeavesNothing() {
        MetricRegistry dropwizard = registry.dropwizard();
        dropwizard.counter("backline_beat_tempo");

        assertThatThrownBy(() -> registry.add(beats)).isInstanceOf(IllegalArgumentException.class);

        assertThat(registry.catalogs()).isEmpty();
        assertThat(dropwizard.getNames()).containsExactly("backline_beat_tempo");
    }

    @Test
    void whatIsNotAllowedIsFoldedIntoOtherAndCounted() {
        exports.limits(limits(1_000, 10_000, "source=http", "drum", "version"));
        registry.add(beats);
        play();
        beats.strokes.of(TONE, Drum.SNARE).inc(5);
        beats.strokes.of(new SourceKey("library"), Drum.SNARE).inc(7);
        beats.pause.of(TONE).record(50_000_000);
        beats.pause.of(new SourceKey("library")).record(60_000_000);

        assertThat(text())
                .contains("backline_beat_strokes_total{source=\"http\",drum=\"snare\",} 3.0")
                .contains("backline_beat_strokes_total{source=\"other\",drum=\"snare\",} 12.0")
                .contains("backline_beat_pause_seconds_bucket{source=\"other\",le=\"0.1\",} 2.0")
                .contains("backline_beat_pause_seconds_sum{source=\"other\",} 0.11")
                .contains("backline_beat_bars_total{source=\"other\",} 2.0")
                .doesNotContain("tone", "library");
        assertThat(exports.exports().stream().mapToInt(FamilyExport::refused).sum())
                .as("two sources with two drums each, two pauses, a loudness, two read ones")
                .isEqualTo(4 + 2 + 1 + 2);
    }

    @Test
    void aGaugeThatIsNotAllowedIsLeftOut() {
        exports.limits(limits(1_000, 10_000, "drum"));
        registry.add(beats);
        play();

        assertThat(text()).doesNotContain("backline_beat_loudness", "backline_beat_playing");
    }

    @Test
    void allowingMoreShowsWhatWasCountedBefore() {
        exports.limits(limits(1_000, 10_000, "drum"));
        registry.add(beats);
        play();
        assertThat(text()).contains("backline_beat_strokes_total{source=\"other\",drum=\"snare\",} 3.0");

        exports.limits(limits(1_000, 10_000, ALL));

        assertThat(text())
                .contains("backline_beat_strokes_total{source=\"http\",drum=\"snare\",} 3.0")
                .doesNotContain("other");
    }

    @Test
    void seriesOverTheCapOfAMetricAreOneAndThoseThatWereThereStay() {
        exports.limits(limits(6, 10_000, ALL));
        registry.add(beats);
        beats.strokes.of(HTTP, Drum.SNARE).inc();
        assertThat(text()).contains("source=\"http\"");
        IntStream.range(0, 10)
                .forEach(i -> beats.strokes.of(source(i), Drum.SNARE).inc());
        IntStream.range(0, 10).forEach(i -> beats.pause.of(source(i)).record(1));

        String text = text();

        assertThat(text)
                .contains("backline_beat_strokes_total{source=\"http\",drum=\"snare\",} 1.0")
                .contains("backline_beat_strokes_total{source=\"s1\",drum=\"bass\",} 0.0")
                .contains("backline_beat_strokes_total{source=\"other\",drum=\"other\",} 8.0")
                .contains("backline_beat_pause_seconds_count{source=\"s0\",} 1.0")
                .contains("backline_beat_pause_seconds_count{source=\"other\",} 9.0");
        assertThat(exports.exports().stream().mapToLong(FamilyExport::crowded).sum())
                .isEqualTo(16 + 9);
    }

    @Test
    void seriesOverTheCapOfAllAreFolded() {
        exports.limits(limits(1_000, 20, ALL));
        registry.add(beats);
        IntStream.range(0, 100)
                .forEach(i -> beats.strokes.of(source(i), Drum.SNARE).inc());

        long series = text().lines().filter(line -> !line.startsWith("#")).count();

        assertThat(series).isBetween(20L, 25L);
        assertThat(text()).contains("backline_beat_strokes_total{source=\"other\",drum=\"other\",}");
    }

    private static SourceKey source(int i) {
        return new SourceKey("s" + i);
    }

    @Test
    void aGaugeThatThrowsIsLeftOutAndTheOthersAreThere() {
        List<RuntimeException> failures = new ArrayList<>(List.of(new IllegalStateException("no drummer")));
        Beats broken = new Beats(() -> {
            if (!failures.isEmpty()) {
                throw failures.getFirst();
            }
            return 90;
        });
        registry.add(broken);
        broken.strokes.of(HTTP, Drum.SNARE).inc();

        assertThat(text())
                .contains("backline_beat_strokes_total{source=\"http\",drum=\"snare\",} 1.0")
                .doesNotContain("backline_beat_tempo");
        assertThat(exports.failures()).isEqualTo(1);

        failures.clear();
        assertThat(text()).contains("backline_beat_tempo 90.0");
    }

    @Test
    void aMalformedDimensionAllowsNothing() {
        assertThat(Dimensions.parse("=x", "a b", "", "drum = snare , bass").allowed())
                .containsOnlyKeys("drum");
        assertThat(Dimensions.parse("drum = snare , bass").allowed())
                .containsEntry("drum", Optional.of(Set.of("snare", "bass")));
    }
}
