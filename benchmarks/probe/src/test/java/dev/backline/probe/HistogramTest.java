package dev.backline.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.probe.Histogram.Growth;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final String BEFORE = """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:          1000          64000  [B (java.base@25)
           2:           500          12000  java.lang.String (java.base@25)
           3:            10            160  dev.backline.Some$$Lambda/0x00007f1234
        Total          1510          76160
        """;

    @Test
    void readsWhatTheJvmPrints() {
        Histogram histogram = Histogram.parse(BEFORE);

        assertThat(histogram.bytes()).isEqualTo(76_160);
        assertThat(histogram.objects())
                .containsEntry("[B", 1000L)
                .containsEntry("dev.backline.Some$$Lambda", 10L)
                .hasSize(3);
    }

    @Test
    void namesTheClassOfWhichThereAreMostMore() {
        Histogram before = Histogram.parse(BEFORE);
        Histogram after = Histogram.parse(BEFORE.replace("  500 ", "  900 ") + "4: 700 11200 dev.backline.Leaked\n");

        assertThat(after.since(before)).contains(new Growth("dev.backline.Leaked", 700 - 3));
        assertThat(before.since(after)).isEmpty();
        assertThat(before.since(before)).isEmpty();
    }
}
