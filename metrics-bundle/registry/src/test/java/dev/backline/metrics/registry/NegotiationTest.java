package dev.backline.metrics.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NegotiationTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PROMETHEUS   |
            PROMETHEUS   | */*
            PROMETHEUS   | text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
            OPEN_METRICS | application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1
            OPEN_METRICS | application/openmetrics-text; version="1.0.0"
            PROMETHEUS   | application/openmetrics-text;q=0.2, text/plain;q=0.9
            PROMETHEUS   | application/openmetrics-text;q=0, */*
            PROMETHEUS   | text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0
            PROMETHEUS   | application/openmetrics-text;version=2.0.0
            OPEN_METRICS | text/plain;q=0, */*;q=0.5
            PROMETHEUS   | image/png
            PROMETHEUS   | text/plain;q=many
            OPEN_METRICS | Application/OpenMetrics-Text
            """)
    void theFormatIsTheOneThatTheClientLikesBest(Format format, @Nullable String accept) {
        assertThat(Negotiation.format(accept)).isEqualTo(format);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            false |
            true  | gzip
            true  | br, gzip;q=0.5
            false | gzip;q=0
            false | gzip;q=0, *
            true  | *
            false | identity
            """)
    void gzipIsForThoseWhoTakeIt(boolean gzip, @Nullable String acceptEncoding) {
        assertThat(Negotiation.gzip(acceptEncoding)).isEqualTo(gzip);
    }

    @Test
    void contentTypesAreThoseThatPrometheusKnows() {
        assertThat(Format.PROMETHEUS.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(Format.OPEN_METRICS.contentType())
                .isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
    }
}
