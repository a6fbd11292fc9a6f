package dev.backline.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    private final HostNames names = new HostNames(List.of(" Metrics.Example.org ", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.8.9.10:1",
                "[::1]",
                "[::1]:8080",
                "metrics.example.org",
                "METRICS.example.org:80"
            })
    void knowsItself(String header) {
        assertThat(names.contains(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":8080",
                "evil.example",
                "localhost.evil.example:8080",
                "127.0.0.1.evil.example",
                "evil.example:127.0.0.1",
                "127.0.0.1@evil.example",
                "metrics.example.org.evil.example",
                "notmetrics.example.org",
                "10.0.0.1",
                "0.0.0.0:8080",
                "[::2]:8080",
                "::1"
            })
    void doesNotKnowOthers(String header) {
        assertThat(names.contains(header)).isFalse();
    }
}
