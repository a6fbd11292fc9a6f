package dev.backline.metrics.voice;

import dev.backline.api.event.VoiceObserver;
import dev.backline.api.playback.Sessions;
import dev.backline.metrics.catalog.Metrics;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Counts voice packets, and how evenly they go out. */
@Component
public final class VoiceCollector implements VoiceObserver {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final VoiceMetrics metrics;
    private final Metrics.Added added;

    /** Adds its metrics to the registry. */
    @Activate
    public VoiceCollector(@Reference Metrics registry, @Reference Sessions sessions) {
        metrics = new VoiceMetrics(sessions::all);
        added = registry.add(metrics);
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void voiceConnected() {
        metrics.connected.inc();
    }

    @Override
    public void voiceDisconnected() {
        metrics.disconnected.inc();
    }

    @Override
    public void voiceReconnecting() {
        metrics.reconnecting.inc();
    }

    @Override
    public void packetSent(long gapNanos) {
        metrics.sent.inc();
        if (gapNanos > 0) {
            metrics.jitter.record(Math.abs(gapNanos - PERIOD_NANOS));
        }
    }

    @Override
    public void packetLost(PacketLoss cause) {
        metrics.lost.of(cause).inc();
    }
}
