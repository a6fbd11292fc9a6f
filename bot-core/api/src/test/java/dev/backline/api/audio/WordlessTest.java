package dev.backline.api.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WordlessTest {

    @Test
    void saysWhatBrokeAndWhereAndNotWhichTrackItWas() {
        Throwable failure = new IllegalStateException(
                "Cannot read https://a.invalid/private.mp3",
                new IllegalArgumentException("https://a.invalid/private.mp3"));
        StringWriter written = new StringWriter();

        Wordless.of(failure).printStackTrace(new PrintWriter(written, true));

        assertThat(written.toString())
                .contains("java.lang.IllegalStateException", "java.lang.IllegalArgumentException")
                .contains("WordlessTest")
                .doesNotContain("a.invalid");
    }
}
