package dev.backline.sandbox.voice;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sound to be heard. */
final class Tones {
    static final byte[] SILENCE_FRAME = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

    private static final int FRAME = OpusPcm.SAMPLE_RATE / 50;
    private static final int LONGEST_ENCODED = 1500;

    private Tones() {}

    /** A sine on both channels, left and right in turn. */
    static short[] sine(double hertz, double amplitude, double seconds) {
        short[] pcm = new short[OpusPcm.CHANNELS * (int) Math.round(OpusPcm.SAMPLE_RATE * seconds)];
        for (int i = 0; i < pcm.length; i++) {
            int sample = i / OpusPcm.CHANNELS;
            pcm[i] = (short) Math.round(
                    amplitude * Short.MAX_VALUE * Math.sin(2 * Math.PI * hertz * sample / OpusPcm.SAMPLE_RATE));
        }
        return pcm;
    }

    /** A sine as Opus frames of 20 ms. */
    static List<byte[]> opusSine(double hertz, int frames) throws OpusException {
        short[] pcm = sine(hertz, 0.5, frames / 50.0);
        OpusEncoder encoder =
                new OpusEncoder(OpusPcm.SAMPLE_RATE, OpusPcm.CHANNELS, OpusApplication.OPUS_APPLICATION_AUDIO);
        encoder.setBitrate(96_000);
        List<byte[]> encoded = new ArrayList<>();
        byte[] buffer = new byte[LONGEST_ENCODED];
        for (int i = 0; i < frames; i++) {
            int length = encoder.encode(pcm, i * FRAME * OpusPcm.CHANNELS, FRAME, buffer, 0, buffer.length);
            encoded.add(Arrays.copyOf(buffer, length));
        }
        return encoded;
    }
}
