package dev.backline.sandbox.voice;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The last seconds of what one client sent, still encoded. Each question decodes it anew (some ten milliseconds), on the
 * asking thread. Immutable.
 */
public final class Recording {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final List<OpusFrame> frames;
    private final long nowNanos;

    /** @param nowNanos when the recording ended, by {@link System#nanoTime()} */
    Recording(List<OpusFrame> frames, long nowNanos) {
        this.frames = frames.stream()
                .sorted(Comparator.comparingLong(OpusFrame::position))
                .toList();
        this.nowNanos = nowNanos;
    }

    /**
     * The sound of the whole recording: 48 kHz, left and right in turn. Lost packets are concealed as a client would
     * conceal them; frames that are no Opus become silence.
     */
    public short[] pcm() {
        return OpusPcm.decode(frames);
    }

    /**
     * The loudest tone of the last second; nothing when it was silent (below -60 dBFS), or less than a tenth of a second
     * of it was heard.
     */
    public Optional<Tone> tone() {
        return ToneMeter.loudest(lastSecond());
    }

    /**
     * The level of the last second, in decibels of a sine at full scale; negative infinity when nothing was heard, or
     * nothing but digital silence.
     */
    public double levelDbfs() {
        return ToneMeter.levelDbfs(lastSecond());
    }

    private short[] lastSecond() {
        long recent = frames.stream()
                .filter(frame -> nowNanos - frame.arrivalNanos() < SECOND_NANOS)
                .count();
        if (recent == 0) {
            return new short[0];
        }
        List<OpusFrame> last = frames.subList((int) (frames.size() - recent), frames.size());
        // The decoder needs a run-up: a decoder that begins in the middle of a stream is wrong for some frames.
        short[] pcm = pcm();
        int samples = Math.min(OpusPcm.samples(last), pcm.length);
        return Arrays.copyOfRange(pcm, pcm.length - samples, pcm.length);
    }
}
