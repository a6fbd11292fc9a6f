package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SequenceTrackTest {
    private final SequenceTrack track = new SequenceTrack();

    @Test
    void countsNothingAtFirst() {
        assertThat(track.received()).isZero();
        assertThat(track.lost()).isZero();
    }

    @Test
    void givesGrowingPositionsFromZero() {
        accept(700, 701, 702);

        assertThat(track.accept(703)).hasValue(3);
    }

    @Test
    void countsWhatWasLeftOut() {
        accept(1, 2, 5);

        assertThat(track.lost()).isEqualTo(2);
    }

    @Test
    void aLatePacketIsNotLost() {
        accept(1, 3);

        assertThat(track.accept(2)).hasValue(1);
        assertThat(track.lost()).isZero();
    }

    @Test
    void goesOnAfterTheLargestNumber() {
        accept(65_534, 65_535, 0, 1);

        assertThat(track.accept(2)).hasValue(4);
        assertThat(track.lost()).isZero();
    }

    @Test
    void refusesARepeatedPacket() {
        accept(1, 2, 3);

        assertThat(track.accept(2)).isEmpty();
        assertThat(track.accept(3)).isEmpty();
        assertThat(track.received()).isEqualTo(3);
    }

    @Test
    void refusesAPacketThatIsTooOldToTell() {
        accept(0, 64);

        assertThat(track.accept(0)).isEmpty();
    }

    @Test
    void followsAJumpOfMoreThanTheWindow() {
        accept(0, 1000);

        assertThat(track.accept(999)).hasValue(999);
        assertThat(track.lost()).isEqualTo(998);
    }

    @Test
    void aNewNumberingFollowsTheOldOneWithoutLoss() {
        accept(100, 101);
        track.restart();

        assertThat(track.accept(30_000)).hasValue(2);
        assertThat(track.lost()).isZero();
    }

    private void accept(int... sequences) {
        IntStream.of(sequences)
                .forEach(sequence -> assertThat(track.accept(sequence)).isPresent());
    }
}
