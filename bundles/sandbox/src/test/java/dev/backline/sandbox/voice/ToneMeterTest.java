package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToneMeterTest {
    @ParameterizedTest
    @ValueSource(doubles = {50, 439.5, 440, 440.3, 1000, 9999.7, 15_000})
    void measuresASteadyToneWithinOneHertz(double hertz) {
        assertThat(ToneMeter.loudest(Tones.sine(hertz, 0.5, 1)))
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(hertz, within(0.1)));
    }

    @Test
    void findsTheLouderOfTwoTones() {
        short[] loud = Tones.sine(660, 0.5, 1);
        short[] quiet = Tones.sine(440, 0.3, 1);
        for (int i = 0; i < loud.length; i++) {
            loud[i] += quiet[i];
        }

        assertThat(ToneMeter.loudest(loud))
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(660, within(0.5)));
    }

    @Test
    void hearsATwoChannelToneOfOppositePhases() {
        short[] stereo = Tones.sine(440, 0.5, 1);
        for (int i = 1; i < stereo.length; i += 2) {
            stereo[i] = (short) -stereo[i];
        }

        assertThat(ToneMeter.loudest(stereo))
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(0.1)));
    }

    @Test
    void aSineAtFullScaleHasZeroDecibels() {
        assertThat(ToneMeter.levelDbfs(Tones.sine(440, 1, 1))).isCloseTo(0, within(0.01));
    }

    @Test
    void aTenthOfTheAmplitudeIsTwentyDecibelsLess() {
        assertThat(ToneMeter.levelDbfs(Tones.sine(440, 0.1, 1))).isCloseTo(-20, within(0.01));
    }

    @Test
    void silenceHasNoTone() {
        assertThat(ToneMeter.loudest(new short[96_000])).isEmpty();
    }

    @Test
    void noiseBelowTheThresholdHasNoTone() {
        assertThat(ToneMeter.loudest(Tones.sine(440, 0.0005, 1))).isEmpty();
    }

    @Test
    void lessThanATenthOfASecondHasNoTone() {
        assertThat(ToneMeter.loudest(Tones.sine(440, 0.5, 0.09))).isEmpty();
    }

    @Test
    void nothingHasTheLevelOfDigitalSilence() {
        assertThat(ToneMeter.levelDbfs(new short[0])).isEqualTo(Double.NEGATIVE_INFINITY);
    }
}
