package dev.backline.metrics.voice;

import dev.backline.api.event.VoiceObserver.PacketLoss;
import dev.backline.api.playback.Session;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Timing;
import java.util.List;
import java.util.function.Supplier;

/** What is measured of the voice connections that this process holds. */
final class VoiceMetrics extends Catalog {

    final Count connected = count("backline_voice_connects_total", "Voice connections that were made");

    final Count disconnected = count("backline_voice_disconnects_total", "Voice connections that are gone for good");

    final Count reconnecting =
            count("backline_voice_reconnects_total", "Voice connections that broke and were to be made again");

    final Count sent = count("backline_voice_packets_sent_total", "Voice packets that were handed to the network");

    final Labelled<PacketLoss, Count> lost = counts(
            "backline_voice_packets_lost_total",
            "Voice packets that were due and were not sent",
            Label.of("cause", PacketLoss.class));

    final Timing jitter = timing(
            "backline_voice_send_jitter_seconds",
            "How far two packets of a connection were from being 20 ms apart; beyond 40 ms listeners may hear it",
            Buckets.ofMillis(1, 2, 5, 10, 20, 40, 60, 100, 250, 1_000));

    /**
     * Nothing was counted yet.
     *
     * @param sessions of all guilds at this moment
     */
    VoiceMetrics(Supplier<List<Session>> sessions) {
        super("metrics-voice");
        gauge(
                "backline_voice_channels",
                "Voice channels that the bot is in, over whichever backend",
                () -> sessions.get().stream()
                        .filter(session -> session.voiceChannelId().isPresent())
                        .count());
    }
}
