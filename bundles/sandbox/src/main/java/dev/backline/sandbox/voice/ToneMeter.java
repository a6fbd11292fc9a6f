package dev.backline.sandbox.voice;

import java.util.Optional;
import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

/**
 * Finds the loudest frequency of a piece of sound. A Hann window keeps a tone's energy in few bins; a parabola through
 * the logarithms of the highest bin and its neighbours gives its place between the bins (J. O. Smith, "Spectral Audio
 * Signal Processing", quadratic interpolation of spectral peaks).
 */
final class ToneMeter {
    /** What is quieter holds no tone. */
    static final double SILENCE_DBFS = -60;

    private static final int SHORTEST = OpusPcm.SAMPLE_RATE / 10;
    private static final double LOWEST_HERTZ = 20;
    private static final double FULL_SCALE_SINE = Short.MAX_VALUE / Math.sqrt(2);

    private ToneMeter() {}

    /**
     * The loudest tone of stereo sound at 48 kHz; nothing when it is silent or shorter than 100 ms.
     *
     * @param stereo left and right in turn
     */
    static Optional<Tone> loudest(short[] stereo) {
        double level = levelDbfs(stereo);
        if (stereo.length < SHORTEST * OpusPcm.CHANNELS || level < SILENCE_DBFS) {
            return Optional.empty();
        }
        return Optional.of(new Tone(peakHertz(powers(stereo)), level));
    }

    /**
     * The level of both channels together, in decibels of a sine at full scale.
     *
     * @param stereo left and right in turn
     */
    static double levelDbfs(short[] stereo) {
        double sum = 0;
        for (short sample : stereo) {
            sum += (double) sample * sample;
        }
        return stereo.length == 0
                ? Double.NEGATIVE_INFINITY
                : 20 * Math.log10(Math.sqrt(sum / stereo.length) / FULL_SCALE_SINE);
    }

    private static double peakHertz(double[] powers) {
        double hertzPerBin = OpusPcm.SAMPLE_RATE / (2.0 * powers.length);
        int peak = (int) Math.ceil(LOWEST_HERTZ / hertzPerBin);
        for (int bin = peak; bin < powers.length - 1; bin++) {
            if (powers[bin] > powers[peak]) {
                peak = bin;
            }
        }
        double before = decibels(powers[peak - 1]);
        double at = decibels(powers[peak]);
        double after = decibels(powers[peak + 1]);
        double curvature = before - 2 * at + after;
        double shift = curvature < 0 ? (before - after) / (2 * curvature) : 0;
        return (peak + shift) * hertzPerBin;
    }

    private static double decibels(double power) {
        return 10 * Math.log10(power + Double.MIN_NORMAL);
    }

    /** The power of each frequency up to half the sample rate, of both channels together. */
    private static double[] powers(short[] stereo) {
        int samples = stereo.length / OpusPcm.CHANNELS;
        // The zeros behind the sound make the bins narrower, and the length a power of two, as the transformer demands.
        int size = 2 * Integer.highestOneBit(samples);
        // Left as the real and right as the imaginary part: one transform gives both, and opposite phases cancel
        // nothing.
        double[][] spectrum = new double[OpusPcm.CHANNELS][size];
        for (int i = 0; i < samples; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / (samples - 1));
            for (int channel = 0; channel < OpusPcm.CHANNELS; channel++) {
                spectrum[channel][i] = window * stereo[OpusPcm.CHANNELS * i + channel];
            }
        }
        FastFourierTransformer.transformInPlace(spectrum, DftNormalization.STANDARD, TransformType.FORWARD);
        double[] powers = new double[size / 2];
        for (int bin = 1; bin < powers.length; bin++) {
            powers[bin] = power(spectrum, bin) + power(spectrum, size - bin);
        }
        return powers;
    }

    private static double power(double[][] spectrum, int bin) {
        return spectrum[0][bin] * spectrum[0][bin] + spectrum[1][bin] * spectrum[1][bin];
    }
}
