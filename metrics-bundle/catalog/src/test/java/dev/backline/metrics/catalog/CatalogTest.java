package dev.backline.metrics.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.RestRoute;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CatalogTest {

    enum Colour {
        RED,
        DARK_BLUE
    }

    private static final class Paints extends Catalog {

        final Labelled2<SourceKey, Colour, Count> pots = counts(
                "backline_paint_pots_total", "Pots", Label.ofSources("source"), Label.of("colour", Colour.class));
        final Labelled<Colour, Level> levels =
                levels("backline_paint_level", "Paint", Label.of("colour", Colour.class));
        final Labelled<RestRoute, Count> routes =
                counts("backline_paint_routes_total", "Routes", Label.ofRoutes("route"));

        Paints() {
            super("paints");
        }

        void fill(Colour colour, double level) {
            levels.of(colour).set(level);
        }

        Family family(String name) {
            return families().stream()
                    .filter(family -> family.name().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        /** Declares a metric late, to see what is said of its name. */
        void declare(String name) {
            gauge(name, "Late", () -> 1);
        }

        void declareTimes(String name) {
            timing(name, "Late", Buckets.MOMENT);
        }
    }

    private final Paints paints = new Paints();

    @Test
    void aLevelIsNotANumberUntilItIsSet() {
        Level red = (Level)
                paints.family("backline_paint_level").series().getFirst().metric();
        assertThat(red.getValue()).isNaN();

        paints.fill(Colour.RED, 0.5);

        assertThat(red.getValue()).isEqualTo(0.5);
    }

    @Test
    void seriesOfEnumsAreThereFromTheStart() {
        assertThat(names("backline_paint_level"))
                .containsExactly("backline_paint_level{colour=red}", "backline_paint_level{colour=dark_blue}");
    }

    @Test
    void withTheFirstEventOfASourceAllSeriesOfItAreThere() {
        assertThat(names("backline_paint_pots_total")).isEmpty();

        paints.pots.of(new SourceKey("http"), Colour.RED).inc();

        assertThat(names("backline_paint_pots_total"))
                .containsExactly(
                        "backline_paint_pots_total{source=http,colour=red}",
                        "backline_paint_pots_total{source=http,colour=dark_blue}");
    }

    private List<String> names(String family) {
        return paints.family(family).series().stream().map(Series::name).toList();
    }

    @Test
    void equalValuesShareTheirMetricHoweverManyObjectsTheyAre() {
        for (int i = 0; i < 5_000; i++) {
            paints.pots.of(new SourceKey("http"), Colour.RED).inc();
        }

        assertThat(paints.pots.of(new SourceKey("http"), Colour.RED).getCount()).isEqualTo(5_000);
        assertThat(names("backline_paint_pots_total")).hasSize(2);
    }

    @Test
    void findingAMetricAgainAllocatesNothing() {
        SourceKey source = new SourceKey("http");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        // Of several rounds, one is without what the JVM itself allocates on this thread.
        for (int round = 0; round < 20; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 10_000; i++) {
                paints.pots.of(source, Colour.DARK_BLUE).inc();
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(least).isLessThan(1_000);
    }

    @Test
    void manyThreadsSeeOneMetricPerValue() throws Exception {
        List<SourceKey> sources = IntStream.range(0, 300)
                .mapToObj(i -> new SourceKey("source" + i))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                all.add(threads.submit(() -> sources.forEach(
                        source -> paints.pots.of(source, Colour.RED).inc())));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }

        assertThat(sources).allSatisfy(source -> assertThat(
                        paints.pots.of(source, Colour.RED).getCount())
                .isEqualTo(4));
    }

    @Test
    void beyondTheMostSeriesAllAreOther() {
        for (int i = 0; i < Family.MOST_SERIES + 100; i++) {
            paints.routes.of(new RestRoute("GET", "route/" + i)).inc();
        }

        Family routes = paints.family("backline_paint_routes_total");
        assertThat(routes.series()).hasSize(Family.MOST_SERIES + 1);
        assertThat(routes.spilled()).isEqualTo(100);
        assertThat(((Count) routes.series().getLast().metric()).getCount()).isEqualTo(100);
        assertThat(routes.series().getLast().values()).containsExactly(Label.OTHER);
    }

    @Test
    void aTextThatNoLabelShouldHaveIsOther() {
        paints.routes.of(new RestRoute("GET", "x\"} 1\n# HELP")).inc();

        assertThat(names("backline_paint_routes_total")).containsExactly("backline_paint_routes_total{route=other}");
    }

    @Test
    void namesFollowPrometheus() {
        assertThatThrownBy(() -> paints.declare("paint_pots")).hasMessageContaining("begins with backline_");
        assertThatThrownBy(() -> paints.declare("backline_Paint")).hasMessageContaining("lower-case");
        assertThatThrownBy(() -> paints.declare("backline_pots_total")).hasMessageContaining("Counters end in _total");
        assertThatThrownBy(() -> paints.declareTimes("backline_pots_millis"))
                .hasMessageContaining("end it in _seconds");
    }

    @Test
    void theUnitIsInTheName() {
        assertThat(Unit.of("backline_paint_dry_seconds")).isEqualTo(Unit.SECONDS);
        assertThat(Unit.of("backline_paint_bytes_total")).isEqualTo(Unit.BYTES);
        assertThat(Unit.of("backline_seconds_painted")).isEqualTo(Unit.NONE);
    }

    @Test
    void aCountNeverShrinks() {
        Count count = paints.pots.of(new SourceKey("http"), Colour.RED);

        assertThatThrownBy(() -> count.inc(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(count::dec).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void whoListensHearsOfSeriesThatAreThereAndThatCome() {
        List<String> heard = new ArrayList<>();
        paints.listen(series -> heard.add(series.name()));

        paints.pots.of(new SourceKey("http"), Colour.RED).inc();

        assertThat(heard)
                .containsExactly(
                        "backline_paint_level{colour=red}",
                        "backline_paint_level{colour=dark_blue}",
                        "backline_paint_pots_total{source=http,colour=red}",
                        "backline_paint_pots_total{source=http,colour=dark_blue}");
    }
}
