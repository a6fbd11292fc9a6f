package dev.backline.metrics.queue;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.LookupObserver.LookupOutcome;
import dev.backline.api.event.QueueObserver.QueueChange;
import dev.backline.api.playback.Session;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Level;
import dev.backline.metrics.catalog.Recent;
import dev.backline.metrics.catalog.Timing;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** What is measured of queues and look-ups. */
final class QueueMetrics extends Catalog {

    private static final Label<SourceKey> SOURCE = Label.ofSources("source");

    final Labelled<SourceKey, Timing> waited = timings(
            "backline_queue_track_wait_seconds",
            "Time from a track's arrival in the queue until its first frame was ready",
            Buckets.ofMillis(100, 250, 500, 1_000, 2_000, 3_000, 5_000, 10_000, 60_000, 300_000, 900_000, 3_600_000),
            SOURCE);

    final Timing eventWaited = timing(
            "backline_queue_event_wait_seconds", "Time that what concerns a guild waited for its turn", Buckets.MOMENT);

    final Timing eventWorked =
            timing("backline_queue_event_work_seconds", "Time that what concerns a guild took", Buckets.MOMENT);

    final Labelled<QueueChange, Count> changes =
            counts("backline_queue_changes_total", "Changes of queues", Label.of("change", QueueChange.class));

    final Labelled2<SourceKey, LookupOutcome, Timing> lookups = timings(
            "backline_lookup_duration_seconds",
            "Time that one source took to look something up",
            Buckets.REQUEST,
            SOURCE,
            Label.of("outcome", LookupOutcome.class));

    final Labelled2<SourceKey, SourceKey, Count> fallbacks = counts(
            "backline_lookup_fallbacks_total",
            "Look-ups that went on to another source, because one had nothing or failed",
            Label.ofSources("from"),
            Label.ofSources("to"));

    final Level lookupsInFlight =
            level("backline_lookups_in_flight", "Questions to sources that are neither answered nor given up");

    /**
     * Nothing was counted yet.
     *
     * @param all sessions of all guilds at this moment
     */
    QueueMetrics(Supplier<List<Session>> all) {
        super("metrics-queue");
        Recent<List<Session>> sessions = new Recent<>(all, Duration.ofMillis(500));
        gauge("backline_queue_tracks", "Tracks that wait in the queues of all guilds", () -> sessions.get().stream()
                .mapToDouble(session -> session.queue().size())
                .sum());
        gauge("backline_queue_longest_tracks", "Tracks that wait in the longest queue", () -> sessions.get().stream()
                .mapToDouble(session -> session.queue().size())
                .max()
                .orElse(0));
    }
}
