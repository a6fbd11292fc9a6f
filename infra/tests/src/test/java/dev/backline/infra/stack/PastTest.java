package dev.backline.infra.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTest {

    private static String scrape(String command, double sum, double count) {
        return """
                # TYPE backline_command_duration_seconds histogram
                backline_command_duration_seconds_bucket{command="%1$s",outcome="success",le="0.1",} 3.0
                backline_command_duration_seconds_count{command="%1$s",outcome="success",} %3$s
                backline_command_duration_seconds_sum{command="%1$s",outcome="success",} %2$s
                backline_command_duration_seconds_count{command="%1$s",outcome="timeout",} 7.0
                backline_command_duration_seconds_sum{command="%1$s",outcome="timeout",} 70.0
                """.formatted(command, sum, count);
    }

    @Test
    void itIsTheMeanBetweenTwoScrapesForThreeHours() throws IOException {
        Past past = Past.between(scrape("play", 10, 100), scrape("play", 30, 200));

        List<String> samples =
                past.samples(Instant.ofEpochSecond(20_000)).lines().toList();

        assertThat(samples)
                .hasSize(3 * 60 * 4 + 2)
                .startsWith("backline:command_duration:mean5m{job=\"backline\",command=\"play\"} 0.2 9200")
                .endsWith("backline:command_duration:mean5m{job=\"backline\",command=\"play\"} 0.2 20000", "# EOF");
    }

    @Test
    void withoutASuccessThereIsNone() {
        String scrape = scrape("play", 10, 100);

        assertThatThrownBy(() -> Past.between(scrape, scrape)).isInstanceOf(IOException.class);
    }
}
