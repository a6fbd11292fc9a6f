package dev.backline.http.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    /** Made by Python's {@code hashlib.pbkdf2_hmac("sha256", b"correct horse", b"0123456789abcdef", 10000)}. */
    private static final String OF_ANOTHER_PROGRAM =
            "$pbkdf2-sha256$i=10000$MDEyMzQ1Njc4OWFiY2RlZg$TI2grtvV1HW5nz2rBY4tctlrmOj5bZs0dw9j8NHpRRc";

    @Test
    void readsWhatAnotherProgramMade() {
        PasswordHash hash = PasswordHash.parse(OF_ANOTHER_PROGRAM);

        assertThat(hash.matches("correct horse")).isTrue();
        assertThat(hash.matches("correct horsf")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void readsWhatItWrites() {
        String written = PasswordHash.of("Zwölf Boxkämpfer").toString();

        PasswordHash read = PasswordHash.parse(written);

        assertThat(read.toString()).isEqualTo(written);
        assertThat(read.matches("Zwölf Boxkämpfer")).isTrue();
        assertThat(read.matches("Zwolf Boxkampfer")).isFalse();
    }

    @Test
    void thePasswordIsNotInIt() {
        assertThat(PasswordHash.of("correct horse").toString()).doesNotContain("correct", "horse");
    }

    @Test
    void theSamePasswordTwiceHasTwoSalts() {
        assertThat(PasswordHash.of("same").toString())
                .isNotEqualTo(PasswordHash.of("same").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "correct horse",
                "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
                "$pbkdf2-sha256$i=10000$MDEyMzQ1Njc4OWFiY2RlZg$short",
                "$pbkdf2-sha256$i=$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatIsNoHashIsNotRepeatedInTheMessage(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected $pbkdf2-sha256$i=ITERATIONS$SALT$HASH, as http:hash makes it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "9999", "10000001", "999999999"})
    void hashesThatAreTooCheapOrTooDearAreRefused(String iterations) {
        String text = "$pbkdf2-sha256$i=" + iterations
                + "$MDEyMzQ1Njc4OWFiY2RlZg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

        assertThatThrownBy(() -> PasswordHash.parse(text)).hasMessageContaining("10000 to 10000000 iterations");
    }
}
