package dev.backline.benchmarks.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.benchmarks.smoke.Figure.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

    private static final Figure BYTES = new Figure("command queue", Kind.ALLOCATED_BYTES);
    private static final Figure CPU = new Figure("command queue", Kind.CPU);
    private static final Figure KEPT = new Figure("command queue", Kind.RETAINED);

    private static SortedMap<Figure, Double> run(double bytes, double cpu, double kept) {
        return new TreeMap<>(Map.of(BYTES, bytes, CPU, cpu, KEPT, kept));
    }

    private static Baseline baseline() {
        return Baseline.of(
                "the first",
                Instant.parse("2026-11-25T12:00:00Z"),
                "25",
                List.of(run(1000, 0.0010, 0), run(1001, 0.0011, 0.01), run(1002, 0.0012, 0)));
    }

    @Test
    void whatIsAsItWasIsNotTooMuch() {
        assertThat(baseline().exceededBy(run(1002, 0.0012, 0.01))).isEmpty();
        assertThat(baseline().exceededBy(run(500, 0.0005, 0))).isEmpty();
    }

    @Test
    void aTenthMoreAllocationIs() {
        assertThat(baseline().exceededBy(run(1101, 0.0010, 0)))
                .singleElement()
                .hasToString(
                        "command queue: allocated bytes: 1,101, more than the limit of 1,031 (the baseline has 1,001)");
    }

    @Test
    void anObjectThatIsKeptEachTimeIs() {
        assertThat(baseline().exceededBy(run(1001, 0.0010, 1)))
                .extracting(Baseline.Excess::figure)
                .containsExactly(KEPT);
    }

    @Test
    void whatWanderedInTheBaselineMayWanderAsFar() {
        assertThat(baseline().exceededBy(run(1001, 0.00129, 0))).isEmpty();
        assertThat(baseline().exceededBy(run(1001, 0.00131, 0)))
                .extracting(Baseline.Excess::figure)
                .containsExactly(CPU);
    }

    @Test
    void whatHappenedOnceInTenRunsIsNoReasonToLetItHappen() {
        List<SortedMap<Figure, Double>> runs = new ArrayList<>(Collections.nCopies(9, run(1000, 0.0010, 0)));
        runs.add(run(1000, 0.0035, 0));

        Baseline baseline = Baseline.of("one is odd", Instant.parse("2026-11-25T12:00:00Z"), "25", runs);

        assertThat(baseline.exceededBy(run(1000, 0.0012, 0)))
                .extracting(Baseline.Excess::figure)
                .containsExactly(CPU);
    }

    @Test
    void aFigureThatOnlyOneOfThemHasIsNamed() {
        Figure renamed = new Figure("command tail", Figure.Kind.ALLOCATED_BYTES);
        SortedMap<Figure, Double> other = run(1001, 0.0010, 0);
        other.remove(BYTES);
        other.put(renamed, 1001.0);

        assertThat(baseline().unlike(other)).containsExactlyInAnyOrder(BYTES, renamed);
        assertThat(baseline().unlike(run(1, 1, 1))).isEmpty();
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("profiles/baseline.json");

        baseline().write(file);
        Baseline read = Baseline.read(file);

        assertThat(read.reason()).isEqualTo("the first");
        assertThat(read.accepted()).isEqualTo(baseline().accepted());
        assertThat(read.runs()).isEqualTo(3);
        assertThat(read.expected()).containsOnlyKeys(BYTES, CPU, KEPT);
        assertThat(read.expected().get(BYTES)).isEqualTo(new Baseline.Expected(1001, 0.001998, 1031));
    }
}
