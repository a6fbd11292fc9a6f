package dev.backline.metrics.voice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.VoiceObserver.PacketLoss;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.contract.metrics.ReadableMetrics;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoiceCollectorTest {

    private final ReadableMetrics metrics = new ReadableMetrics();
    private final VoiceCollector collector = new VoiceCollector(metrics, new Sessions() {
        @Override
        public List<Session> all() {
            return List.of();
        }

        @Override
        public Optional<Session> of(long guildId) {
            return Optional.empty();
        }
    });

    @Test
    void theFirstPacketAfterAPauseHasNoJitter() {
        collector.packetSent(0);
        collector.packetSent(20_500_000);

        assertThat(metrics.values())
                .containsEntry("backline_voice_packets_sent_total", 2.0)
                .containsEntry("backline_voice_send_jitter_seconds", 1.0);
    }

    @Test
    void lossIsCountedByItsCause() {
        collector.packetLost(PacketLoss.TOO_LATE);

        assertThat(metrics.values())
                .containsEntry("backline_voice_packets_lost_total{cause=too_late}", 1.0)
                .containsEntry("backline_voice_packets_lost_total{cause=no_frame}", 0.0);
    }

    @Test
    void connectionsAreCountedAsTheyComeAndGo() {
        collector.voiceConnected();
        collector.voiceReconnecting();
        collector.voiceConnected();
        collector.voiceDisconnected();

        assertThat(metrics.values())
                .containsEntry("backline_voice_connects_total", 2.0)
                .containsEntry("backline_voice_reconnects_total", 1.0)
                .containsEntry("backline_voice_disconnects_total", 1.0)
                .containsEntry("backline_voice_channels", 0.0);
    }
}
