package dev.backline.metrics.queue;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.QueueObserver;
import dev.backline.api.event.TrackObserver;
import dev.backline.api.playback.Sessions;
import dev.backline.metrics.catalog.Metrics;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Counts and times what happens in queues and look-ups. */
@Component
public final class QueueCollector implements QueueObserver, LookupObserver, TrackObserver {

    private final QueueMetrics metrics;
    private final Metrics.Added added;

    /** Adds its metrics to the registry. */
    @Activate
    public QueueCollector(@Reference Metrics registry, @Reference Sessions sessions) {
        metrics = new QueueMetrics(sessions::all);
        added = registry.add(metrics);
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void queueChanged(QueueChange change, int difference) {
        metrics.changes.of(change).inc();
    }

    @Override
    public void queueProcessed(long waitedNanos, long workedNanos) {
        metrics.eventWaited.record(waitedNanos);
        metrics.eventWorked.record(workedNanos);
    }

    @Override
    public void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {
        metrics.lookups.of(source, outcome).record(nanos);
    }

    @Override
    public void lookupFellBack(SourceKey from, SourceKey to) {
        metrics.fallbacks.of(from, to).inc();
    }

    @Override
    public void lookupsInFlightChanged(int lookups) {
        metrics.lookupsInFlight.set(lookups);
    }

    @Override
    public void trackStarted(SourceKey source, long waitedNanos, long startNanos) {
        metrics.waited.of(source).record(waitedNanos);
    }
}
