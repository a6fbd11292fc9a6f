package dev.backline.discord.voice;

import dev.backline.api.event.VoiceObserver;
import dev.backline.api.event.VoiceObserver.PacketLoss;
import java.io.IOException;
import java.net.DatagramPacket;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.audio.factory.IPacketProvider;

/** The packets of one voice connection, one every 20 ms. Used by the {@link PacketClock}'s thread alone. */
final class PacketStream {

    static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Behind by more than this, packets are skipped: a listener's client would throw them away. */
    private static final long TOO_LATE_NANOS = 3 * PERIOD_NANOS;

    /** So many periods without a frame are a hole in the sound; more are a pause that somebody wanted. */
    private static final int PAUSE_AFTER = 5;

    private final IPacketProvider packets;
    private final OpusFeed feed;
    private final VoiceObserver observer;
    private long dueNanos;
    private long lastSentNanos;
    private int missing = PAUSE_AFTER + 1;

    PacketStream(IPacketProvider packets, OpusFeed feed, VoiceObserver observer) {
        this.packets = packets;
        this.feed = feed;
        this.observer = observer;
    }

    void due(long nanos) {
        dueNanos = nanos;
    }

    long due() {
        return dueNanos;
    }

    /** Sends what is due, if there is something. */
    void tick(long now) {
        if (now - dueNanos > TOO_LATE_NANOS) {
            skipTo(now);
        }
        dueNanos += PERIOD_NANOS;
        switch (feed.prepare()) {
            case SOUND -> {
                boolean resumed = missing > PAUSE_AFTER;
                for (int i = 0; i < missing && !resumed; i++) {
                    observer.packetLost(PacketLoss.NO_FRAME);
                }
                missing = 0;
                send(now, resumed);
            }
            case SILENCE -> {
                missing++;
                send(now, false);
            }
            case NOTHING -> {
                missing++;
                // Keeps the RTP timestamp in step with time, without the copy that a packet takes.
                packets.getNextPacketRaw(false);
            }
        }
    }

    private void skipTo(long now) {
        while (now - dueNanos >= PERIOD_NANOS) {
            dueNanos += PERIOD_NANOS;
            if (missing == 0) {
                observer.packetLost(PacketLoss.TOO_LATE);
            }
        }
    }

    private void send(long now, boolean first) {
        DatagramPacket packet = packets.getNextPacket(false);
        try {
            if (packet == null) {
                observer.packetLost(PacketLoss.NOT_SENT);
                return;
            }
            packets.getUdpSocket().send(packet);
            observer.packetSent(first ? 0 : now - lastSentNanos);
            lastSentNanos = now;
        } catch (IOException e) {
            // JDA makes a broken connection again by itself; until then every packet counts as lost.
            observer.packetLost(PacketLoss.NOT_SENT);
        }
    }
}
