package dev.backline.lavaplayer.tone;

import com.sedmelluq.discord.lavaplayer.filter.AudioPipeline;
import com.sedmelluq.discord.lavaplayer.filter.AudioPipelineFactory;
import com.sedmelluq.discord.lavaplayer.filter.PcmFormat;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackInfo;
import com.sedmelluq.discord.lavaplayer.track.BaseAudioTrack;
import com.sedmelluq.discord.lavaplayer.track.playback.LocalAudioTrackExecutor;

/** Generates a tone. The same position always gives the same samples. */
final class ToneTrack extends BaseAudioTrack {

    private static final int SAMPLE_RATE = 48_000;
    private static final int SAMPLES_PER_MILLI = SAMPLE_RATE / 1000;
    private static final int CHANNELS = 2;
    private static final int SAMPLES_PER_FRAME = SAMPLE_RATE / 50;

    /** A quarter of full scale, about -12 dB: clear, and not painful. */
    private static final double AMPLITUDE = Short.MAX_VALUE / 4.0;

    private final Tone tone;
    private final ToneSourceManager source;

    ToneTrack(Tone tone, ToneSourceManager source) {
        super(new AudioTrackInfo(
                tone.title(), "Backline", tone.length().toMillis(), tone.identifier(), false, tone.identifier()));
        this.tone = tone;
        this.source = source;
    }

    @Override
    public void process(LocalAudioTrackExecutor executor) {
        Wave wave = new Wave(tone);
        AudioPipeline pipeline =
                AudioPipelineFactory.create(executor.getProcessingContext(), new PcmFormat(CHANNELS, SAMPLE_RATE));
        try {
            executor.executeProcessingLoop(
                    () -> {
                        while (wave.fill()) {
                            pipeline.process(wave.frame, 0, wave.frame.length);
                        }
                    },
                    millis -> {
                        wave.position = millis * SAMPLES_PER_MILLI;
                        pipeline.seekPerformed(millis, millis);
                    });
        } finally {
            pipeline.close();
        }
    }

    @Override
    protected AudioTrack makeShallowClone() {
        return new ToneTrack(tone, source);
    }

    @Override
    public AudioSourceManager getSourceManager() {
        return source;
    }

    /** The samples, both channels alike. A whole second holds whole periods, so one second is all there is to compute. */
    private static final class Wave {

        private final short[] second = new short[SAMPLE_RATE];
        private final long end;
        private final short[] frame = new short[SAMPLES_PER_FRAME * CHANNELS];
        private long position;

        Wave(Tone tone) {
            end = tone.length().toMillis() * SAMPLES_PER_MILLI;
            for (int i = 0; i < second.length; i++) {
                second[i] = (short) Math.round(AMPLITUDE * Math.sin(2 * Math.PI * tone.hertz() * i / SAMPLE_RATE));
            }
        }

        /** Goes on by one frame; false at the end. */
        private boolean fill() {
            if (position >= end) {
                return false;
            }
            for (int i = 0; i < SAMPLES_PER_FRAME; i++) {
                short sample = second[(int) ((position + i) % SAMPLE_RATE)];
                frame[CHANNELS * i] = sample;
                frame[CHANNELS * i + 1] = sample;
            }
            position += SAMPLES_PER_FRAME;
            return true;
        }
    }
}
