package dev.backline.sandbox.voice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the server heard from one client until the moment it was asked.
 *
 * @param packets voice packets heard since the client was expected, silence included
 * @param packetsPerSecond over the last two seconds; 50 when a client plays
 * @param lost packets whose sequence numbers were left out
 * @param longestGap the longest pause between two packets that no silence frame announced, since the last reset;
 *     nothing before the second packet
 * @param longGaps the last 100 such pauses of more than 40 ms since the last reset, the newest last
 * @param lastPacketAt when the last packet came
 * @param announcedDaveVersion highest version of Discord's end-to-end encryption (DAVE) that the client announced; 0 for
 *     none
 * @param mode the transport encryption that the client selected; nothing before it did
 * @param recording the last seconds of sound
 */
public record Heard(
        long packets,
        double packetsPerSecond,
        long lost,
        Optional<Gap> longestGap,
        List<Gap> longGaps,
        Optional<Instant> lastPacketAt,
        int announcedDaveVersion,
        Optional<EncryptionMode> mode,
        Recording recording) {

    /** Copies the list. */
    public Heard {
        longGaps = List.copyOf(longGaps);
    }

    /** As {@link Recording#tone()}. */
    public Optional<Tone> tone() {
        return recording.tone();
    }

    /** As {@link Recording#pcm()}. */
    public short[] pcm() {
        return recording.pcm();
    }
}
