package dev.backline.metrics.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;

/** The texts that Prometheus reads. */
enum Format {
    /** <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Prometheus' text, 0.0.4</a>. */
    PROMETHEUS("text", "plain", "0.0.4"),
    /** <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics 1.0</a>. */
    OPEN_METRICS("application", "openmetrics-text", "1.0.0");

    private final String type;
    private final String subtype;
    private final String version;

    Format(String type, String subtype, String version) {
        this.type = type;
        this.subtype = subtype;
        this.version = version;
    }

    String type() {
        return type;
    }

    String subtype() {
        return subtype;
    }

    String version() {
        return version;
    }

    String contentType() {
        return type + "/" + subtype + "; version=" + version + "; charset=utf-8";
    }

    byte[] print(List<MetricFamilySamples> families) {
        StringWriter out = new StringWriter(1 << 16);
        try {
            switch (this) {
                case PROMETHEUS -> TextFormat.write004(out, Collections.enumeration(families));
                case OPEN_METRICS -> TextFormat.writeOpenMetrics100(out, Collections.enumeration(families));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Writing into memory cannot fail", e);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
