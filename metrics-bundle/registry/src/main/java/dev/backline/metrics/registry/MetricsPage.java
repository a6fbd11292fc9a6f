package dev.backline.metrics.registry;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.MetricFamilySamples.Sample;
import java.util.Comparator;
import java.util.Locale;

/** The metrics for somebody with a browser: what {@code metrics:list} and {@code metrics:show} say, on one page. */
final class MetricsPage {

    static final String CONTENT_TYPE = "text/html; charset=utf-8";

    /** Its own styles, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Backline metrics</title>
            <meta name="viewport" content="width=device-width">
            <style>
            body { font: 15px/1.4 system-ui, sans-serif; margin: 2em auto; max-width: 70em; padding: 0 1em }
            h2 { font-size: 1em; font-family: monospace; margin: 2em 0 0 } p { margin: 0 }
            table { border-collapse: collapse; font-family: monospace } td { padding: 0 1em 0 0; vertical-align: top }
            td:last-child { text-align: right } small { color: #666 }
            </style></head><body>
            """;

    private MetricsPage() {}

    static String html(Scrape scrape) {
        StringBuilder html = new StringBuilder(HEAD)
                .append("<h1>Metrics</h1><p>")
                .append(scrape.size())
                .append(" series of ")
                .append(scrape.families().size())
                .append(
                        " metrics, as <a href=\"../metrics\">Prometheus</a> reads them. Durations are in seconds.</p>\n");
        scrape.families().stream()
                .sorted(Comparator.comparing(family -> family.name))
                .forEach(family -> family(html, family));
        return html.append("</body></html>\n").toString();
    }

    private static void family(StringBuilder html, MetricFamilySamples family) {
        html.append("<h2>")
                .append(escaped(name(family)))
                .append(" <small>")
                .append(family.type.name().toLowerCase(Locale.ROOT))
                .append("</small></h2><p>")
                .append(escaped(family.help))
                .append("</p><table>\n");
        for (Sample sample : family.samples) {
            // Buckets are for machines; count and sum say what people want to know first.
            if (!sample.name.endsWith("_bucket")) {
                html.append("<tr><td>")
                        .append(escaped(label(family, sample)))
                        .append("</td><td>")
                        .append(Collector.doubleToGoString(sample.value))
                        .append("</td></tr>\n");
            }
        }
        html.append("</table>\n");
    }

    /** As it stands in queries. */
    private static String name(MetricFamilySamples family) {
        return switch (family.type) {
            case COUNTER -> family.name + "_total";
            case INFO -> family.name + "_info";
            default -> family.name;
        };
    }

    private static String label(MetricFamilySamples family, Sample sample) {
        // Of a histogram's series it matters which one it is.
        StringBuilder label = new StringBuilder(
                family.type == Collector.Type.HISTOGRAM ? sample.name.substring(family.name.length() + 1) : "");
        for (int i = 0; i < sample.labelNames.size(); i++) {
            label.append(' ').append(sample.labelNames.get(i)).append('=').append(sample.labelValues.get(i));
        }
        return label.toString().strip();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
