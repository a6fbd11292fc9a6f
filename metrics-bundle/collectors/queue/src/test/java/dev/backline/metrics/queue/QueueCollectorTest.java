package dev.backline.metrics.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.event.LookupObserver.LookupOutcome;
import dev.backline.api.event.QueueObserver.QueueChange;
import dev.backline.api.playback.LoopMode;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.contract.metrics.ReadableMetrics;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class QueueCollectorTest {

    private static final SourceKey HTTP = new SourceKey("http");
    private static final SourceKey TONE = new SourceKey("tone");

    private final ReadableMetrics metrics = new ReadableMetrics();

    private QueueCollector collector(int... queues) {
        List<Session> sessions =
                Arrays.stream(queues).mapToObj(QueueCollectorTest::session).toList();
        return new QueueCollector(metrics, new Sessions() {
            @Override
            public List<Session> all() {
                return sessions;
            }

            @Override
            public Optional<Session> of(long guildId) {
                return Optional.empty();
            }
        });
    }

    private static Session session(int queued) {
        Track track = new Track("tone:440", TONE, "Tone", "", Optional.empty(), Optional.empty());
        return new Session(
                1,
                OptionalLong.empty(),
                Optional.empty(),
                Duration.ZERO,
                false,
                100,
                LoopMode.OFF,
                Collections.nCopies(queued, track),
                Optional.empty());
    }

    @Test
    void lengthsAreThoseOfTheSessionsAtThatMoment() {
        QueueCollector unused = collector(3, 0, 9);

        assertThat(metrics.values())
                .containsEntry("backline_queue_tracks", 12.0)
                .containsEntry("backline_queue_longest_tracks", 9.0);
    }

    @Test
    void lookupsAreTimedBySourceAndOutcomeAndFallbacksCounted() {
        QueueCollector collector = collector();

        collector.lookupFinished(HTTP, LookupOutcome.TIMEOUT, 1);
        collector.lookupFellBack(HTTP, TONE);
        collector.lookupsInFlightChanged(7);

        assertThat(metrics.values())
                .containsEntry("backline_lookup_duration_seconds{source=http,outcome=timeout}", 1.0)
                .containsEntry("backline_lookup_fallbacks_total{from=http,to=tone}", 1.0)
                .containsEntry("backline_lookups_in_flight", 7.0);
    }

    @Test
    void eventsAndChangesAndWaitsAreCounted() {
        QueueCollector collector = collector();

        collector.queueChanged(QueueChange.ADDED, 5);
        collector.queueProcessed(1_000, 2_000);
        collector.trackStarted(TONE, 1_000_000, 1_000);

        assertThat(metrics.values())
                .containsEntry("backline_queue_changes_total{change=added}", 1.0)
                .containsEntry("backline_queue_event_wait_seconds", 1.0)
                .containsEntry("backline_queue_event_work_seconds", 1.0)
                .containsEntry("backline_queue_track_wait_seconds{source=tone}", 1.0);
    }
}
