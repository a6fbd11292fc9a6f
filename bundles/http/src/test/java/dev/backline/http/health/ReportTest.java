package dev.backline.http.health;

import static org.apache.felix.hc.api.Result.Status.CRITICAL;
import static org.apache.felix.hc.api.Result.Status.HEALTH_CHECK_ERROR;
import static org.apache.felix.hc.api.Result.Status.OK;
import static org.apache.felix.hc.api.Result.Status.TEMPORARILY_UNAVAILABLE;
import static org.apache.felix.hc.api.Result.Status.WARN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.http.health.Report.Check;
import java.util.List;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReportTest {

    private final Report report = new Report(List.of(new Check("discord", WARN), new Check("audio", OK)));

    @Test
    void isAsTextAStateAndALineForEachCheckByName() {
        assertThat(report.text()).isEqualTo("""
                WARN
                audio: OK
                discord: WARN
                """);
    }

    @Test
    void isTheSameAsJson() {
        assertThat(report.json())
                .isEqualTo("{\"status\":\"WARN\",\"checks\":[{\"name\":\"audio\",\"status\":\"OK\"},"
                        + "{\"name\":\"discord\",\"status\":\"WARN\"}]}");
    }

    @Test
    void aWarningIsGoodEnough() {
        assertThat(report.good()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"TEMPORARILY_UNAVAILABLE", "CRITICAL", "HEALTH_CHECK_ERROR"})
    void oneBadCheckIsTooMuch(Result.Status status) {
        Report bad = new Report(List.of(new Check("a", OK), new Check("b", status), new Check("c", WARN)));

        assertThat(bad.status()).isEqualTo(status);
        assertThat(bad.good()).isFalse();
    }

    @Test
    void theWorstCounts() {
        Report bad = new Report(List.of(
                new Check("a", CRITICAL), new Check("b", HEALTH_CHECK_ERROR), new Check("c", TEMPORARILY_UNAVAILABLE)));

        assertThat(bad.status()).isEqualTo(HEALTH_CHECK_ERROR);
    }

    @Test
    void withoutChecksNobodyKnows() {
        assertThat(new Report(List.of()).good()).isFalse();
    }
}
