package dev.backline.sandbox.node.server;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.arbjerg.lavalink.protocol.v4.StatsData;
import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Counter;
import io.prometheus.client.GaugeMetricFamily;
import io.prometheus.client.Histogram;
import io.prometheus.client.exporter.common.TextFormat;
import io.prometheus.client.hotspot.BufferPoolsExports;
import io.prometheus.client.hotspot.ClassLoadingExports;
import io.prometheus.client.hotspot.GarbageCollectorExports;
import io.prometheus.client.hotspot.MemoryPoolsExports;
import io.prometheus.client.hotspot.StandardExports;
import io.prometheus.client.hotspot.ThreadExports;
import io.prometheus.client.hotspot.VersionInfoExports;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's metrics for Prometheus, under the names that Lavalink gives them.
 *
 * <p>Of what Lavalink exposes about its Java process, {@code jvm_memory_pool_allocated_bytes_total} is left out: the
 * library that counts it never lets go of the process again.
 */
final class Exposition extends Collector implements AutoCloseable {

    /** Of the text. */
    static final String CONTENT_TYPE = "text/plain;version=0.0.4;charset=utf-8";

    private static final Logger log = LoggerFactory.getLogger(Exposition.class);
    private static final double MILLIS_PER_SECOND = 1000;

    private final Statistics statistics;
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Histogram pauses = Histogram.build()
            .name("lavalink_gc_pauses_seconds")
            .help("Garbage collection pauses by buckets")
            .buckets(0.025, 0.050, 0.100, 0.200, 0.400, 0.800, 1.600)
            .register(registry);
    private final NotificationListener ear = this::hear;

    Exposition(Statistics statistics) {
        this.statistics = statistics;
        registry.register(this);
        Stream.of(
                        new StandardExports(),
                        new MemoryPoolsExports(),
                        new BufferPoolsExports(),
                        new GarbageCollectorExports(),
                        new ThreadExports(),
                        new ClassLoadingExports(),
                        new VersionInfoExports())
                .forEach(registry::register);
        Counter logged = Counter.build()
                .name("logback_appender")
                .help("Logback log statements at various log levels")
                .labelNames("level")
                .register(registry);
        // Nodes share the log of this process, so their own lines are not counted.
        Stream.of("debug", "error", "info", "trace", "warn").forEach(logged::labels);
        emitters().forEach(emitter -> emitter.addNotificationListener(ear, null, null));
    }

    private static Stream<NotificationEmitter> emitters() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(NotificationEmitter.class::isInstance)
                .map(NotificationEmitter.class::cast);
    }

    private void hear(Notification notification, Object nothing) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                && notification.getUserData() instanceof CompositeData data) {
            GarbageCollectionNotificationInfo info = GarbageCollectionNotificationInfo.from(data);
            if (!info.getGcCause().equals("No GC")) {
                pauses.observe(info.getGcInfo().getDuration() / MILLIS_PER_SECOND);
            }
        }
    }

    @Override
    public List<MetricFamilySamples> collect() {
        StatsData now = statistics.ofNode();
        return List.of(
                gauge("players_total", "Total number of players connected.", now.getPlayers()),
                gauge("playing_players_total", "Number of players currently playing audio.", now.getPlayingPlayers()),
                gauge("uptime_milliseconds", "Uptime of the node in milliseconds.", now.getUptime()),
                gauge(
                        "memory_free_bytes",
                        "Free memory in bytes.",
                        now.getMemory().getFree()),
                gauge(
                        "memory_used_bytes",
                        "Used memory in bytes.",
                        now.getMemory().getUsed()),
                gauge(
                        "memory_allocated_bytes",
                        "Allocated memory in bytes.",
                        now.getMemory().getAllocated()),
                gauge(
                        "memory_reservable_bytes",
                        "Reservable memory in bytes.",
                        now.getMemory().getReservable()),
                gauge("cpu_cores", "CPU cores.", now.getCpu().getCores()),
                gauge(
                        "cpu_system_load_percentage",
                        "CPU load of the system.",
                        now.getCpu().getSystemLoad()),
                gauge(
                        "cpu_lavalink_load_percentage",
                        "CPU load of the node.",
                        now.getCpu().getLavalinkLoad()));
    }

    private static MetricFamilySamples gauge(String name, String help, Number value) {
        return new GaugeMetricFamily("lavalink_" + name, help, value.doubleValue());
    }

    String text() {
        StringWriter text = new StringWriter();
        try {
            TextFormat.write004(text, registry.metricFamilySamples());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        emitters().forEach(emitter -> {
            try {
                emitter.removeNotificationListener(ear);
            } catch (ListenerNotFoundException e) {
                log.debug("A garbage collector did not know its listener", e);
            }
        });
        registry.clear();
    }
}
