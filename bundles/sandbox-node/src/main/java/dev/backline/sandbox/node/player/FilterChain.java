package dev.backline.sandbox.node.player;

import com.sedmelluq.discord.lavaplayer.filter.AudioFilter;
import com.sedmelluq.discord.lavaplayer.filter.FloatPcmAudioFilter;
import com.sedmelluq.discord.lavaplayer.filter.PcmFilterFactory;
import com.sedmelluq.discord.lavaplayer.filter.UniversalPcmAudioFilter;
import com.sedmelluq.discord.lavaplayer.filter.equalizer.Equalizer;
import com.sedmelluq.discord.lavaplayer.format.AudioDataFormat;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.arbjerg.lavalink.protocol.v4.Band;
import dev.arbjerg.lavalink.protocol.v4.ChannelMix;
import dev.arbjerg.lavalink.protocol.v4.Filters;
import dev.arbjerg.lavalink.protocol.v4.Omissible;
import dev.arbjerg.lavalink.protocol.v4.OmissibleKt;
import dev.backline.sandbox.node.protocol.Refusal;
import dev.backline.sandbox.node.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a player: those that Lavaplayer has itself, or that are a multiplication. Immutable.
 *
 * <p>The others come from a library that no registry has; a node announces that it has them not, and refuses them as
 * Lavalink refuses filters that its configuration disables.
 */
public final class FilterChain implements PcmFilterFactory {

    /** What a node announces. */
    public static final List<String> NAMES = List.of("volume", "equalizer", "channelMix");

    static final FilterChain NONE = new FilterChain(null, null, null);

    private static final List<String> MISSING =
            List.of("karaoke", "timescale", "tremolo", "vibrato", "distortion", "rotation", "lowPass");

    private final @Nullable Float volume;
    private final @Nullable List<Band> equalizer;
    private final @Nullable ChannelMix channelMix;

    private FilterChain(@Nullable Float volume, @Nullable List<Band> equalizer, @Nullable ChannelMix channelMix) {
        this.volume = volume;
        this.equalizer = equalizer;
        this.channelMix = channelMix;
    }

    /** @throws Refusal 400 when a filter is asked for that is not here, or a band that there is not */
    static FilterChain of(Filters wanted) {
        List<String> missing = wanted.validate(MISSING);
        if (!missing.isEmpty()) {
            throw Refusal.badRequest("Following filters are disabled in the config: " + String.join(", ", missing));
        }
        List<Band> bands = Wire.value(wanted.getEqualizer());
        if (bands != null
                && bands.stream().anyMatch(band -> band.getBand() < 0 || band.getBand() >= Equalizer.BAND_COUNT)) {
            throw Refusal.badRequest("An equalizer has the bands 0 to " + (Equalizer.BAND_COUNT - 1));
        }
        return new FilterChain(Wire.value(wanted.getVolume()), bands, Wire.value(wanted.getChannelMix()));
    }

    /** As a player's answer shows them. */
    Filters describe() {
        return new Filters(
                OmissibleKt.toOmissible(volume),
                OmissibleKt.toOmissible(equalizer),
                omitted(),
                omitted(),
                omitted(),
                omitted(),
                omitted(),
                omitted(),
                OmissibleKt.toOmissible(channelMix),
                omitted(),
                Map.of());
    }

    private static <T> Omissible<T> omitted() {
        return Omissible.Companion.omitted();
    }

    /** Whether they change anything. */
    boolean isEnabled() {
        return (volume != null && volume != 1)
                || (equalizer != null && equalizer.stream().anyMatch(band -> band.getGain() != 0))
                || (channelMix != null && !channelMix.equals(new ChannelMix()));
    }

    @Override
    public List<AudioFilter> buildChain(
            @Nullable AudioTrack track, AudioDataFormat format, UniversalPcmAudioFilter output) {
        List<AudioFilter> chain = new ArrayList<>();
        FloatPcmAudioFilter next = output;
        if (channelMix != null) {
            next = new Matrix(next, channelMix);
            chain.addFirst(next);
        }
        if (equalizer != null) {
            float[] gains = new float[Equalizer.BAND_COUNT];
            equalizer.forEach(band -> gains[band.getBand()] = band.getGain());
            next = new Equalizer(format.channelCount, next, gains);
            chain.addFirst(next);
        }
        if (volume != null) {
            float factor = volume;
            next = new Matrix(next, new ChannelMix(factor, 0, 0, factor));
            chain.addFirst(next);
        }
        return chain;
    }

    /** Makes each channel of a share of both. */
    private record Matrix(FloatPcmAudioFilter output, ChannelMix shares) implements FloatPcmAudioFilter {

        @Override
        public void process(float[][] input, int offset, int length) throws InterruptedException {
            float[] left = input[0];
            float[] right = input[input.length - 1];
            for (int i = offset; i < offset + length; i++) {
                float wasLeft = left[i];
                float wasRight = right[i];
                left[i] = wasLeft * shares.getLeftToLeft() + wasRight * shares.getRightToLeft();
                right[i] = wasLeft * shares.getLeftToRight() + wasRight * shares.getRightToRight();
            }
            output.process(input, offset, length);
        }

        @Override
        public void seekPerformed(long requestedTime, long providedTime) {
            // Holds no sound.
        }

        @Override
        public void flush() {
            // Holds no sound.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}
