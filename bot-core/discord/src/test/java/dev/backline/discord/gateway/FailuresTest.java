package dev.backline.discord.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void aFailureIsToldByItsCause() {
        assertThat(Failures.reason(new IllegalStateException(new UnknownHostException("discord.com"))))
                .startsWith("Discord's name cannot be resolved");
    }

    @Test
    void anUnknownFailureIsToldInItsOwnWords() {
        assertThat(Failures.reason(new IllegalStateException("out of order")))
                .isEqualTo("Logging in failed: IllegalStateException out of order");
    }

    @Test
    void theValueOfARefusedArgumentIsNotTold() {
        Throwable refused = new IllegalArgumentException("Token may not contain blanks. Provided: \"a secret\"");

        assertThat(Failures.reason(refused)).isEqualTo("Logging in failed: IllegalArgumentException");
        assertThat(Failures.reason(new IllegalStateException(refused))).doesNotContain("secret");
    }
}
