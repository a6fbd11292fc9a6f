package dev.backline.sandbox.voice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Listens to one user in one guild, across sessions, as long as the user belongs to the channel. Counts, and keeps the
 * last seconds of Opus frames; decodes nothing. Safe for use by several threads.
 */
final class Hearing {
    /** The time over which {@link Heard#packetsPerSecond()} is taken. */
    static final Duration RATE_WINDOW = Duration.ofSeconds(2);

    /** How many of {@link Heard#longGaps()} are kept. */
    private static final int LONG_GAPS = 100;

    private final Clock clock;
    private final long keptNanos;
    private final SequenceTrack track = new SequenceTrack();
    private final ArrayDeque<OpusFrame> frames = new ArrayDeque<>();

    private final ArrayDeque<Gap> longGaps = new ArrayDeque<>();

    private Stream stream = new Stream.Expected();
    private Optional<Gap> longestGap = Optional.empty();
    private Optional<Instant> lastPacketAt = Optional.empty();
    private boolean afterSilence = true;
    private long lastArrivalNanos;

    /** Whether this session's first packet is still to come. */
    private sealed interface Stream {
        record Expected() implements Stream {}

        record Running(int sequence, int timestamp) implements Stream {}
    }

    /**
     * @param clock tells when things happened
     * @param kept how long frames are kept for decoding
     */
    Hearing(Clock clock, Duration kept) {
        this.clock = clock;
        this.keptNanos = Math.max(kept.toNanos(), RATE_WINDOW.toNanos());
    }

    /** A new session begins: the next packet may have any sequence number and timestamp. */
    synchronized void newSession() {
        stream = new Stream.Expected();
        track.restart();
    }

    /**
     * Hears an authentic packet.
     *
     * @param opus its payload, which is kept
     * @param arrivalNanos by {@link System#nanoTime()}, never before that of the packet heard last
     * @return why it was not heard, or nothing
     */
    synchronized Optional<WrongPacket> hear(RtpPacket packet, byte[] opus, long arrivalNanos) {
        if (stream instanceof Stream.Running running) {
            int steps = (short) (packet.sequence() - running.sequence());
            int samples = packet.timestamp() - running.timestamp();
            if (steps > 0 && samples <= 0) {
                return Optional.of(WrongPacket.TIMESTAMP_STUCK);
            }
            if (steps > 0) {
                stream = new Stream.Running(packet.sequence(), packet.timestamp());
            }
        } else {
            stream = new Stream.Running(packet.sequence(), packet.timestamp());
        }
        OptionalLong position = track.accept(packet.sequence());
        if (position.isEmpty()) {
            return Optional.of(WrongPacket.REPEATED);
        }
        OpusFrame frame = new OpusFrame(position.getAsLong(), arrivalNanos, opus);
        Instant now = clock.instant();
        if (!afterSilence) {
            noteGap(arrivalNanos - lastArrivalNanos, now);
        }
        afterSilence = frame.isSilence();
        lastArrivalNanos = arrivalNanos;
        lastPacketAt = Optional.of(now);
        frames.addLast(frame);
        dropOlderThan(arrivalNanos - keptNanos);
        return Optional.empty();
    }

    private void noteGap(long nanos, Instant now) {
        Gap gap = new Gap(Duration.ofNanos(nanos), now);
        if (longestGap.isEmpty() || longestGap.get().length().compareTo(gap.length()) < 0) {
            longestGap = Optional.of(gap);
        }
        if (gap.length().compareTo(Gap.LONG) > 0) {
            longGaps.addLast(gap);
            if (longGaps.size() > LONG_GAPS) {
                longGaps.removeFirst();
            }
        }
    }

    private void dropOlderThan(long nanos) {
        while (!frames.isEmpty() && frames.getFirst().arrivalNanos() - nanos < 0) {
            frames.removeFirst();
        }
    }

    /** Forgets the gaps; a gap that is open at this moment counts in full when it ends. */
    synchronized void resetLongestGap() {
        longestGap = Optional.empty();
        longGaps.clear();
    }

    /**
     * What was heard until now.
     *
     * @param nowNanos by {@link System#nanoTime()}
     */
    synchronized Heard heard(int announcedDaveVersion, Optional<EncryptionMode> mode, long nowNanos) {
        dropOlderThan(nowNanos - keptNanos);
        long recent = frames.stream()
                .filter(frame -> nowNanos - frame.arrivalNanos() < RATE_WINDOW.toNanos())
                .count();
        return new Heard(
                track.received(),
                recent / (double) RATE_WINDOW.toSeconds(),
                track.lost(),
                longestGap,
                List.copyOf(longGaps),
                lastPacketAt,
                announcedDaveVersion,
                mode,
                new Recording(List.copyOf(frames), nowNanos));
    }
}
