package dev.backline.metrics.playback;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.playback.Session;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Timing;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What is measured of players and tracks. */
final class PlaybackMetrics extends Catalog {

    private static final Label<SourceKey> SOURCE = Label.ofSources("source");

    final Labelled<SourceKey, Timing> started = timings(
            "backline_playback_start_seconds",
            "Time from telling the backend to play a track until its first frame was ready",
            Buckets.INTERACTION,
            SOURCE);

    final Labelled2<SourceKey, EndReason, Count> ended = counts(
            "backline_playback_tracks_ended_total", "Tracks that ended", SOURCE, Label.of("reason", EndReason.class));

    final Labelled<SourceKey, Count> stuck = counts(
            "backline_playback_tracks_stuck_total", "Tracks that gave no sound although they should have", SOURCE);

    final Labelled<SourceKey, Count> failed =
            counts("backline_playback_tracks_failed_total", "Tracks that could not be played, or not further", SOURCE);

    final Count provided =
            count("backline_playback_frames_total", "Frames of 20 ms that were ready when they were to be sent");

    final Count missed = count(
            "backline_playback_frames_missed_total",
            "Frames of 20 ms that were not ready when they were to be sent: listeners hear a hole");

    /**
     * Nothing was counted yet.
     *
     * @param sessions of all guilds at this moment
     */
    PlaybackMetrics(Supplier<List<Session>> sessions) {
        super("metrics-playback");
        gauge(
                "backline_players",
                "Players that are open, one for each guild that has something to play",
                number(sessions, session -> session.backend().isPresent()));
        gauge(
                "backline_players_playing",
                "Players that play a track and are not paused",
                number(
                        sessions,
                        session -> session.backend().isPresent()
                                && session.current().isPresent()
                                && !session.paused()));
    }

    /**
     * Makes the series of what may become of a track, so that the first of each is an increase, and that sums over them are
     * there when nothing was ever heard.
     */
    void expect(SourceKey source) {
        Timing unusedTiming = started.of(source);
        Count unusedCount = ended.of(source, EndReason.FINISHED);
        unusedCount = stuck.of(source);
        unusedCount = failed.of(source);
    }

    private static DoubleSupplier number(Supplier<List<Session>> sessions, Predicate<Session> which) {
        return () -> sessions.get().stream().filter(which).count();
    }
}
