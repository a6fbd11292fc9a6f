package dev.backline.sandbox.voice;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusPacketInfo;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes Opus frames into the form that Discord uses: 48 kHz, stereo, 16 bits. */
final class OpusPcm {
    static final int SAMPLE_RATE = 48_000;
    static final int CHANNELS = 2;

    /** The usual length of a frame, 20 ms, in samples of one channel. */
    private static final int USUAL_FRAME = SAMPLE_RATE / 50;

    /** The longest frame, 120 ms, in samples of one channel. */
    private static final int LONGEST_FRAME = SAMPLE_RATE * 120 / 1000;

    /** Concealed frames fade away within some; more than these would only be silence. */
    private static final int MOST_CONCEALED = 10;

    private static final Logger log = LoggerFactory.getLogger(OpusPcm.class);

    private OpusPcm() {}

    /** Decodes frames in the order of their positions, left and right in turn. */
    static short[] decode(List<OpusFrame> frames) {
        if (frames.isEmpty()) {
            return new short[0];
        }
        OpusDecoder decoder = decoder();
        Pcm pcm = new Pcm();
        long expected = frames.getFirst().position();
        for (OpusFrame frame : frames) {
            long missing = Math.min(frame.position() - expected, MOST_CONCEALED);
            for (long i = 0; i < missing; i++) {
                pcm.append(decoder, null, USUAL_FRAME);
            }
            pcm.append(decoder, frame.opus(), LONGEST_FRAME);
            expected = frame.position() + 1;
        }
        return pcm.toArray();
    }

    /** Length of the decoded frames, of both channels together, without concealed ones. */
    static int samples(List<OpusFrame> frames) {
        return frames.stream()
                .mapToInt(frame -> CHANNELS * frameLength(frame.opus()))
                .sum();
    }

    private static int frameLength(byte[] opus) {
        int samples = opus.length == 0 ? 0 : OpusPacketInfo.getNumSamples(opus, 0, opus.length, SAMPLE_RATE);
        return samples > 0 ? samples : USUAL_FRAME;
    }

    private static OpusDecoder decoder() {
        try {
            return new OpusDecoder(SAMPLE_RATE, CHANNELS);
        } catch (OpusException refused) {
            throw new IllegalStateException("48 kHz and two channels are within Opus", refused);
        }
    }

    private static final class Pcm {
        private short[] samples = new short[SAMPLE_RATE * CHANNELS];
        private int length;

        void append(OpusDecoder decoder, byte @Nullable [] opus, int frameSize) {
            if (samples.length - length < LONGEST_FRAME * CHANNELS) {
                samples = Arrays.copyOf(samples, samples.length * 2);
            }
            int perChannel;
            try {
                perChannel = decoder.decode(opus, 0, opus == null ? 0 : opus.length, samples, length, frameSize, false);
            } catch (OpusException | RuntimeException | AssertionError noOpus) {
                log.debug("A frame is no Opus, and is taken for silence", noOpus);
                perChannel = opus == null ? frameSize : frameLength(opus);
                Arrays.fill(samples, length, length + perChannel * CHANNELS, (short) 0);
            }
            length += perChannel * CHANNELS;
        }

        short[] toArray() {
            return Arrays.copyOf(samples, length);
        }
    }
}
