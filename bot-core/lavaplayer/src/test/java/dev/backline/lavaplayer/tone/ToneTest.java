package dev.backline.lavaplayer.tone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToneTest {

    @ParameterizedTest
    @CsvSource({
        "tone:440?seconds=30, 440, 30",
        "tone:440, 440, 60",
        "TONE:440Hz, 440, 60",
        "tone 440, 440, 60",
        "tone 440 hz, 440, 60",
        "tone 1000 5s, 1000, 5",
        "tone:20?seconds=1, 20, 1",
        "tone:20000?seconds=36000, 20000, 36000"
    })
    void canBeWrittenInWordsAndAsAnIdentifier(String text, int hertz, int seconds) {
        assertThat(Tone.looksLikeOne(text)).isTrue();
        assertThat(Tone.parse(text)).isEqualTo(new Tone(hertz, seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tone", "tone loc funky cold medina", "ringtone 440", "two tone 440"})
    void songsAreNoTones(String text) {
        assertThat(Tone.looksLikeOne(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "tone:19, A tone has 20 to 20000 Hz; 19 Hz is not heard.",
        "tone 20001, A tone has 20 to 20000 Hz; 20001 Hz is not heard.",
        "tone:440?seconds=0, 'A tone lasts 1 to 36000 seconds, not 0.'",
        "tone:440?seconds=36001, 'A tone lasts 1 to 36000 seconds, not 36001.'",
        "tone:abc, 'A tone is written like tone:440?seconds=30, with 20 to 20000 Hz and 1 to 36000 seconds.'",
        "tone:99999999999, 'A tone is written like tone:440?seconds=30, with 20 to 20000 Hz and 1 to 36000 seconds.'"
    })
    void saysWhatIsWrong(String text, String message) {
        assertThat(Tone.looksLikeOne(text)).isTrue();
        assertThatThrownBy(() -> Tone.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void itsIdentifierIsUnderstood() {
        Tone tone = new Tone(523, 7);

        assertThat(Tone.parse(tone.identifier())).isEqualTo(tone);
    }
}
