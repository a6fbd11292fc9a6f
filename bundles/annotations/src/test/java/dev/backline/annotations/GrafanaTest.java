package dev.backline.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrafanaTest {

    private static Grafana grafana(String token) {
        return new Grafana("http://127.0.0.1:1/", token, List.of("backline"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "tab\tulator", "töken", "€"})
    void aTokenThatCannotBeSentIsRefusedAndNotQuoted(String token) {
        assertThatThrownBy(() -> grafana(token))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the token has characters that cannot be sent")
                .satisfies(refusal -> assertThat(refusal.getMessage()).doesNotContain(token));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "glsa_a~!9", "glsa_from_a_file\n"})
    void everyTokenOfPrintableAsciiIsGood(String token) {
        assertThatCode(() -> grafana(token).close()).doesNotThrowAnyException();
    }
}
