package dev.backline.api.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"1ms,PT0.001S", "500ms,PT0.5S", "30s,PT30S", "2m,PT2M", "24h,PT24H", "86400s,PT24H"})
    void aNumberAndAUnitAreATime(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
        assertThat(Durations.parseOrZero(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "s", "-1s", "1.5s", "1d", "30 s", "30S", "99999999999999999999s"})
    void whatIsNoTimeIsSaid(String text) {
        String message = "Expected a time such as 30s, 500ms or 2m, not “" + text + "”";

        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Durations.parseOrZero(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25h", "86400001ms", "9999999h", "999999999h"})
    void moreThanADayIsTooLong(String text) {
        assertThatThrownBy(() -> Durations.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a time of 1ms to 24h, not “" + text + "”");
        assertThatThrownBy(() -> Durations.parseOrZero(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a time of 0s to 24h, not “" + text + "”");
    }

    @Test
    void noTimeIsOneOnlyWhereItIsAllowed() {
        assertThat(Durations.parseOrZero("0s")).isZero();
        assertThatThrownBy(() -> Durations.parse("0s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected a time of 1ms to 24h, not “0s”");
    }

    @Test
    void examplesAreTimes() {
        assertThat(Durations.examples().map(Durations::parse)).isNotEmpty().allMatch(Duration::isPositive);
    }
}
