package dev.backline.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthServletTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "Application/JSON; charset=utf-8",
                "application/*",
                "text/html, application/json;q=0.9",
                "text/plain;q=0.5, application/json;q=0.6",
                "*/*;q=0.1, application/json",
                "text/*;q=0, */*"
            })
    void whoeverPrefersJsonGetsIt(String accept) {
        assertThat(HealthServlet.wantsJson("/health/ready", accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "application/json, text/plain",
                "application/json;q=0.5, text/*;q=0.6",
                "application/json;q=none",
                "application/jsonp"
            })
    void allOthersGetText(String accept) {
        assertThat(HealthServlet.wantsJson("/health/ready", accept)).isFalse();
    }

    @Test
    void whoeverSaysNothingGetsText() {
        assertThat(HealthServlet.wantsJson("/health/ready", null)).isFalse();
    }

    @Test
    void theEndOfThePathCountsMore() {
        assertThat(HealthServlet.wantsJson("/health/live.json", "text/plain")).isTrue();
        assertThat(HealthServlet.wantsJson("/health/live.txt", "application/json"))
                .isFalse();
    }
}
