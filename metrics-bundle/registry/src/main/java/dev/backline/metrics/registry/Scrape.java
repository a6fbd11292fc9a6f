package dev.backline.metrics.registry;

import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** All metrics at one moment. Each text of it is made once, when it is first wanted. Safe for any thread. */
final class Scrape {

    private final List<MetricFamilySamples> families;
    private final Map<Format, byte[]> texts = new EnumMap<>(Format.class);
    private final Map<Format, byte[]> zipped = new EnumMap<>(Format.class);

    Scrape(List<MetricFamilySamples> families) {
        this.families = List.copyOf(families);
    }

    List<MetricFamilySamples> families() {
        return families;
    }

    /** How many series there are, as Prometheus counts them. */
    int size() {
        return families.stream().mapToInt(family -> family.samples.size()).sum();
    }

    synchronized byte[] text(Format format) {
        return texts.computeIfAbsent(format, wanted -> wanted.print(families));
    }

    synchronized byte[] gzip(Format format) {
        return zipped.computeIfAbsent(format, wanted -> zip(text(wanted)));
    }

    private static byte[] zip(byte[] text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length / 8);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text);
        } catch (IOException e) {
            throw new IllegalStateException("Writing into memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
