package dev.backline.metrics.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.event.VoiceObserver.PacketLoss;
import dev.backline.api.playback.LoopMode;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.contract.metrics.ReadableMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlaybackCollectorTest {

    private static final SourceKey TONE = new SourceKey("tone");

    private final ReadableMetrics metrics = new ReadableMetrics();
    private final PlaybackCollector collector = new PlaybackCollector(metrics, new Sessions() {
        @Override
        public List<Session> all() {
            return List.of(session(true, false), session(true, true), session(false, false));
        }

        @Override
        public Optional<Session> of(long guildId) {
            return Optional.empty();
        }
    });

    private static Session session(boolean open, boolean paused) {
        return new Session(
                1,
                OptionalLong.of(2),
                Optional.of(new Track("tone:440", TONE, "Tone", "", Optional.empty(), Optional.empty())),
                Duration.ZERO,
                paused,
                100,
                LoopMode.OFF,
                List.of(),
                open ? Optional.of("embedded") : Optional.empty());
    }

    @Test
    void playersAreThoseOfTheSessions() {
        assertThat(metrics.values())
                .containsEntry("backline_players", 2.0)
                .containsEntry("backline_players_playing", 1.0);
    }

    @Test
    void withItsFirstTrackASourceHasAllItsSeries() {
        collector.trackStarted(TONE, 0, 1_000_000);

        assertThat(metrics.values())
                .containsEntry("backline_playback_start_seconds{source=tone}", 1.0)
                .containsEntry("backline_playback_tracks_failed_total{source=tone}", 0.0)
                .containsEntry("backline_playback_tracks_stuck_total{source=tone}", 0.0)
                .containsEntry("backline_playback_tracks_ended_total{source=tone,reason=load_failed}", 0.0);
    }

    @Test
    void whatBecomesOfATrackIsCounted() {
        collector.trackStuck(TONE);
        collector.trackFailed(TONE);
        collector.trackEnded(TONE, EndReason.LOAD_FAILED);

        assertThat(metrics.values())
                .containsEntry("backline_playback_start_seconds{source=tone}", 0.0)
                .containsEntry("backline_playback_tracks_failed_total{source=tone}", 1.0)
                .containsEntry("backline_playback_tracks_stuck_total{source=tone}", 1.0)
                .containsEntry("backline_playback_tracks_ended_total{source=tone,reason=load_failed}", 1.0);
    }

    @Test
    void aPacketThatTheNetworkRefusedHadItsFrame() {
        collector.packetSent(0);
        collector.packetLost(PacketLoss.NOT_SENT);
        collector.packetLost(PacketLoss.NO_FRAME);

        assertThat(metrics.values())
                .containsEntry("backline_playback_frames_total", 2.0)
                .containsEntry("backline_playback_frames_missed_total", 1.0);
    }
}
