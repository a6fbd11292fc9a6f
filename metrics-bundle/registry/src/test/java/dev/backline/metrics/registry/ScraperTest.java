package dev.backline.metrics.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.SourceKey;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.registry.Beats.Drum;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScraperTest {

    private static final Limits LIMITS = new Limits(Dimensions.parse("source", "drum", "version"), 1_000, 10_000);

    private final Registry registry = new Registry();
    private final CatalogExports exports = new CatalogExports(registry.dropwizard(), registry::families, LIMITS);
    private final RegistryMetrics metrics = new RegistryMetrics(exports::failures, sink -> {});
    private final AtomicLong clock = new AtomicLong();
    private final Scraper scraper =
            new Scraper(exports, metrics, Duration.ofSeconds(30), Duration.ofSeconds(1), clock::get);

    @AfterEach
    void close() {
        scraper.close();
    }

    @Test
    void whoComesShortlyAfterIsGivenTheSame() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        registry.add(new Beats(readings::incrementAndGet));

        Scrape first = scraper.scrape();
        assertThat(scraper.scrape()).isSameAs(first);
        clock.addAndGet(Duration.ofMillis(1_001).toNanos());
        Scrape later = scraper.scrape();

        assertThat(later).isNotSameAs(first);
        assertThat(readings).hasValue(2);
    }

    @Test
    void whoHasAnAnswerAndAsksAgainIsGivenANewOne() throws Exception {
        AtomicInteger readings = new AtomicInteger();
        registry.add(new Beats(readings::incrementAndGet));
        scraper.limits(Duration.ofSeconds(30), Duration.ZERO);

        for (int i = 0; i < 1_000; i++) {
            scraper.scrape();
        }

        assertThat(readings).hasValue(1_000);
    }

    @Test
    void manyAtATimeShareOneScrape() throws Exception {
        CountDownLatch may = new CountDownLatch(1);
        AtomicInteger readings = new AtomicInteger();
        registry.add(new Beats(() -> {
            readings.incrementAndGet();
            hold(may);
            return 1;
        }));
        try (ExecutorService clients = Executors.newFixedThreadPool(20)) {
            List<Future<Scrape>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                all.add(clients.submit(scraper::scrape));
            }
            await().until(() -> readings.get() == 1);
            may.countDown();

            Scrape one = all.getFirst().get();
            for (Future<Scrape> other : all) {
                assertThat(other.get()).isSameAs(one);
            }
        }
        assertThat(readings).hasValue(1);
    }

    private static void hold(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException hangsOn) {
                // Like code that does not mind being interrupted.
            }
        }
    }

    @Test
    void aGaugeThatDoesNotComeBackIsNamedAndLeftOutUntilItDoes() throws Exception {
        CountDownLatch may = new CountDownLatch(1);
        Beats beats = new Beats(() -> {
            hold(may);
            return 77;
        });
        registry.add(beats);
        scraper.limits(Duration.ofMillis(300), Duration.ZERO);

        // On a machine that is busy, it may take another scrape until the thread is where it does not come back from.
        await().untilAsserted(() -> assertThatThrownBy(scraper::scrape)
                .isInstanceOf(Scraper.TooSlow.class)
                .hasMessageContaining("backline_beat_tempo does not answer"));

        scraper.limits(Duration.ofSeconds(30), Duration.ZERO);
        assertThat(names(scraper.scrape())).contains("backline_beat").doesNotContain("backline_beat_tempo");

        may.countDown();
        await().untilAsserted(() -> assertThat(names(scraper.scrape())).contains("backline_beat_tempo"));
        assertThat(exports.failures()).isPositive();
    }

    @Test
    void whoeverIsGivenUpSharesNothingWithItsSuccessor() {
        registry.add(new Beats(() -> 1));
        exports.collect();
        List<FamilyExport> before = exports.exports();

        assertThat(exports.giveUp()).isEmpty();
        exports.collect();

        assertThat(exports.exports()).hasSameSizeAs(before).doesNotContainAnyElementsOf(before);
    }

    private static Set<String> names(Scrape scrape) {
        return scrape.families().stream().map(family -> family.name).collect(Collectors.toSet());
    }

    /** Of a catalogue, a scrape shows all metrics or none, whatever happens meanwhile. */
    @Test
    void aScrapeDuringAToggleStormSeesWholeCatalogues() throws Exception {
        Set<String> whole = Set.of("backline_beat_strokes", "backline_beat_tempo", "backline_beat");
        scraper.limits(Duration.ofSeconds(30), Duration.ZERO);
        AtomicInteger toggles = new AtomicInteger();
        AtomicInteger seen = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> storm = threads.submit(() -> {
                while (toggles.incrementAndGet() < 3_000 || seen.get() < 50) {
                    Beats beats = new Beats(() -> 1);
                    Metrics.Added added = registry.add(beats);
                    beats.strokes.of(new SourceKey("http"), Drum.SNARE).inc();
                    added.close();
                    if (toggles.get() > 1_000_000) {
                        return;
                    }
                }
            });
            while (!storm.isDone()) {
                List<MetricFamilySamples> families = scraper.scrape().families();
                Set<String> names = families.stream().map(family -> family.name).collect(Collectors.toSet());
                assertThat(names).hasSameSizeAs(families);
                if (names.contains("backline_beat_tempo")) {
                    assertThat(names).contains("backline_beat_tempo", "backline_beat");
                    seen.incrementAndGet();
                } else {
                    assertThat(names).doesNotContainAnyElementsOf(whole);
                }
            }
            storm.get();
        }
        assertThat(seen).hasPositiveValue();
        assertThat(registry.dropwizard().getNames()).isEmpty();
    }
}
