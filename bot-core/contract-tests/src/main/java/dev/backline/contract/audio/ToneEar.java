package dev.backline.contract.audio;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Decodes Opus frames of one stream and tells which tone they carry. Frames are those of Discord: 20 ms at 48 kHz,
 * stereo. For one thread.
 */
public final class ToneEar {

    private static final int SAMPLE_RATE = 48_000;
    private static final int CHANNELS = 2;

    /** The longest frame that Opus knows, 120 ms. */
    private static final int MAX_SAMPLES = SAMPLE_RATE * 120 / 1000;

    private final OpusDecoder decoder;
    private final short[] pcm = new short[MAX_SAMPLES * CHANNELS];
    private short[] heard = new short[SAMPLE_RATE];
    private int samples;

    public ToneEar() {
        try {
            decoder = new OpusDecoder(SAMPLE_RATE, CHANNELS);
        } catch (OpusException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Hears a frame, from its position to its limit; both stay as they are.
     *
     * @return how many samples per channel it carried
     * @throws IllegalArgumentException when it is not an Opus frame
     */
    public int hear(ByteBuffer frame) {
        byte[] opus = new byte[frame.remaining()];
        frame.get(frame.position(), opus);
        int decoded;
        try {
            decoded = decoder.decode(opus, 0, opus.length, pcm, 0, MAX_SAMPLES, false);
        } catch (OpusException e) {
            throw new IllegalArgumentException("Not an Opus frame: " + opus.length + " bytes", e);
        }
        if (samples + decoded > heard.length) {
            heard = Arrays.copyOf(heard, Math.max(2 * heard.length, samples + decoded));
        }
        for (int i = 0; i < decoded; i++) {
            heard[samples++] = pcm[CHANNELS * i];
        }
        return decoded;
    }

    /** Samples per channel heard so far, 48,000 a second. */
    public int samples() {
        return samples;
    }

    /**
     * Which share of the sound's power, 0 to 1, is at a frequency. Goertzel's algorithm over what was heard, without its
     * first tenth of a second, in which decoder and encoder settle. Over one second the band is about 2 Hz wide.
     */
    public double shareOf(int hertz) {
        int from = Math.min(samples, SAMPLE_RATE / 10);
        double coefficient = 2 * Math.cos(2 * Math.PI * hertz / SAMPLE_RATE);
        double before = 0;
        double last = 0;
        double power = 0;
        for (int i = from; i < samples; i++) {
            double sample = heard[i];
            double next = sample + coefficient * last - before;
            before = last;
            last = next;
            power += sample * sample;
        }
        if (power == 0) {
            return 0;
        }
        double atFrequency = last * last + before * before - coefficient * last * before;
        return 2 * atFrequency / (power * (samples - from));
    }

    /** Root mean square of what was heard, 0 to 32767. */
    public double loudness() {
        double power = 0;
        for (int i = 0; i < samples; i++) {
            power += (double) heard[i] * heard[i];
        }
        return samples == 0 ? 0 : Math.sqrt(power / samples);
    }
}
