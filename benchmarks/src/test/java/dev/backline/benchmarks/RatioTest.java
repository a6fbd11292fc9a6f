package dev.backline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatioTest {

    /** Of logarithms 0.1, 0.2 and 0.3; Student's t of two degrees of freedom is 4.303. */
    @Test
    void hasTheGeometricMeanAndItsConfidenceInterval() {
        Ratio ratio = Ratio.of(List.of(Math.exp(0.1), 2 * Math.exp(0.2), Math.exp(0.3)), List.of(1.0, 2.0, 1.0));

        assertThat(ratio.mean()).isCloseTo(1.2214, within(1e-4));
        assertThat(ratio.low()).isCloseTo(0.9527, within(1e-4));
        assertThat(ratio.high()).isCloseTo(1.5658, within(1e-4));
        assertThat(ratio).hasToString("1.221 (0.953 to 1.566)");
    }

    @Test
    void twoPairsSayNothingOfAnInterval() {
        Ratio ratio = Ratio.of(List.of(1.0, 1.2), List.of(1.0, 1.0));

        assertThat(ratio.mean()).isGreaterThan(1);
        assertThat(ratio.low()).isNaN();
        assertThat(ratio.high()).isNaN();
    }
}
