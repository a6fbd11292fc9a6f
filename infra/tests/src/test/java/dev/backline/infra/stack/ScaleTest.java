package dev.backline.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScaleTest {

    private final Scale five = new Scale(5);

    @Test
    void timesBecomeShorter() {
        assertThat(five.of("for: 2m30s\n")).isEqualTo("for: 30s\n");
        assertThat(five.of("expr: rate(x[1h]) / rate(x[5m] offset 1d)\n"))
                .isEqualTo("expr: rate(x[720s]) / rate(x[60s] offset 17280s)\n");
    }

    @Test
    void evaluationsAreCountedByTheirNewInterval() {
        assertThat(five.of("expr: sum_over_time(x[30m]) * 15\n")).isEqualTo("expr: sum_over_time(x[360s]) * 3\n");
    }

    @Test
    void namesAndProseStayAsTheyAre() {
        String names = "# each 5m\n- record: a:b:rate5m\nsummary: \"in 5m\"\nexpr: a:b:rate5m > 1.2\n";
        assertThat(five.of(names)).isEqualTo(names);
    }

    @Test
    void withoutScaleNothingChanges() {
        assertThat(Scale.NONE.of("for: 2m")).isEqualTo("for: 2m");
    }
}
