package dev.backline.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 127.0.0.1", "127.0.0.2, 127.0.0.2", "::1, 0:0:0:0:0:0:0:1"})
    void loopbackNeedsNoCredentials(String host, String address) {
        ListenAddress listen = ListenAddress.of(host, false);

        assertThat(listen.address().getHostAddress()).isEqualTo(address);
        assertThat(listen.refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "10.0.0.1", "2001:db8::1", "169.254.1.1"})
    void whatOthersReachIsRefusedWithoutCredentials(String host) {
        ListenAddress listen = ListenAddress.of(host, false);

        assertThat(listen.address().getHostAddress()).isEqualTo("127.0.0.1");
        assertThat(listen.refusal()).get().asString().contains("no credentials are configured");
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 0.0.0.0", "192.0.2.1, 192.0.2.1"})
    void whatOthersReachIsOpenedWithCredentials(String host, String address) {
        ListenAddress listen = ListenAddress.of(host, true);

        assertThat(listen.address().getHostAddress()).isEqualTo(address);
        assertThat(listen.refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"256.1.1.1", "no such host.invalid"})
    void whatIsNoAddressIsNamed(String host) {
        ListenAddress listen = ListenAddress.of(host, true);

        assertThat(listen.address().isLoopbackAddress()).isTrue();
        assertThat(listen.refusal()).contains("there is no address “" + host + "”");
    }
}
