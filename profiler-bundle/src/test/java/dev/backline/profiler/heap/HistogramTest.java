package dev.backline.profiler.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.profiler.heap.Histogram.Count;
import dev.backline.profiler.heap.Histogram.Row;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final String TEXT = """
             num     #instances         #bytes  class name (module)
            -------------------------------------------------------
               1:         1000          64000  [B (java.base@25)
               2:           10           2400  dev.backline.Track
               3:            3            144  dev.backline.Play$$Lambda/0x00007f0001234567
               4:            2             96  dev.backline.Play$$Lambda/0x00007f0001234ff0
            Total          1015          66640
            """;

    @Test
    void whatTheJvmPrintsIsRead() {
        Histogram histogram = Histogram.parse(TEXT);

        assertThat(histogram.largest(2))
                .containsExactly(
                        new Row("byte[]", new Count(1000, 64000)), new Row("dev.backline.Track", new Count(10, 2400)));
        assertThat(histogram.total()).isEqualTo(new Count(1015, 66640));
    }

    @Test
    void hiddenClassesOfOneNameAreOne() {
        assertThat(Histogram.parse(TEXT).classes()).containsEntry("dev.backline.Play$$Lambda", new Count(5, 240));
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        Histogram histogram = Histogram.parse(TEXT);

        assertThat(Histogram.parse(histogram.text())).isEqualTo(histogram);
    }

    @Test
    void aDifferenceHasWhatCameAndWhatWent() {
        Histogram before = Histogram.parse(
                "1: 10 2400 dev.backline.Track\n2: 1 16 dev.backline.Gone\n3: 5 80 dev.backline.Same\n");
        Histogram after =
                Histogram.parse("1: 12 2880 dev.backline.Track\n2: 2 64 dev.backline.New\n3: 5 80 dev.backline.Same\n");

        assertThat(after.difference(before, 10))
                .containsExactly(
                        new Row("dev.backline.Track", new Count(2, 480)),
                        new Row("dev.backline.New", new Count(2, 64)),
                        new Row("dev.backline.Gone", new Count(-1, -16)));
    }

    @Test
    void theHeapOfThisProcessIsCounted() throws IOException {
        assertThat(Histogram.take(false).classes()).containsKeys("byte[]", "java.lang.String");
    }
}
