package dev.backline.metrics.playback;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.event.VoiceObserver;
import dev.backline.api.playback.Sessions;
import dev.backline.metrics.catalog.Metrics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Counts and times what happens to players and tracks. */
@Component
public final class PlaybackCollector implements TrackObserver, VoiceObserver {

    private final PlaybackMetrics metrics;
    private final Metrics.Added added;

    /** Adds its metrics to the registry. */
    @Activate
    public PlaybackCollector(@Reference Metrics registry, @Reference Sessions sessions) {
        metrics = new PlaybackMetrics(sessions::all);
        added = registry.add(metrics);
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void trackStarted(SourceKey source, long waitedNanos, long startNanos) {
        metrics.started.of(source).record(startNanos);
        metrics.expect(source);
    }

    @Override
    public void trackEnded(SourceKey source, EndReason reason) {
        metrics.ended.of(source, reason).inc();
    }

    @Override
    public void trackStuck(SourceKey source) {
        metrics.expect(source);
        metrics.stuck.of(source).inc();
    }

    @Override
    public void trackFailed(SourceKey source) {
        metrics.expect(source);
        metrics.failed.of(source).inc();
    }

    @Override
    public void packetSent(long gapNanos) {
        metrics.provided.inc();
    }

    @Override
    public void packetLost(PacketLoss cause) {
        if (cause == PacketLoss.NO_FRAME) {
            metrics.missed.inc();
        } else {
            metrics.provided.inc();
        }
    }
}
