package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HearingTest {
    private static final long FRAME_NANOS = 20_000_000;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final byte[] SOUND = {1, 2, 3, 4};

    private final Hearing hearing = new Hearing(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(5));

    @Test
    void hasHeardNothingAtFirst() {
        Heard heard = heardAt(0);

        assertThat(heard.packets()).isZero();
        assertThat(heard.packetsPerSecond()).isZero();
        assertThat(heard.longestGap()).isEmpty();
        assertThat(heard.lastPacketAt()).isEmpty();
        assertThat(heard.pcm()).isEmpty();
        assertThat(heard.tone()).isEmpty();
    }

    @Test
    void fiftyPacketsASecondAreFifty() {
        play(0, 200);

        assertThat(heardAt(199).packetsPerSecond()).isEqualTo(50);
    }

    @Test
    void theRateFallsWhenThePacketsStop() {
        play(0, 200);

        assertThat(heardAt(249).packetsPerSecond()).isEqualTo(25);
        assertThat(heardAt(300).packetsPerSecond()).isZero();
    }

    @Test
    void countsLostPackets() {
        play(0, 10);
        play(13, 10);

        assertThat(heardAt(23).lost()).isEqualTo(3);
        assertThat(heardAt(23).packets()).isEqualTo(20);
    }

    @Test
    void findsTheLongestGap() {
        play(0, 10);
        play(15, 10);
        play(26, 10);

        assertThat(heardAt(36).longestGap()).hasValue(new Gap(Duration.ofMillis(120), NOW));
    }

    @Test
    void aPauseAfterSilenceIsNoGap() {
        play(0, 10);
        hear(10, 10, Tones.SILENCE_FRAME);
        play(60, 10);

        assertThat(heardAt(70).longestGap()).hasValue(new Gap(Duration.ofMillis(20), NOW));
    }

    @Test
    void aGapAcrossSessionsCounts() {
        play(0, 10);
        hearing.newSession();
        assertThat(hearing.hear(packet(3, 0), SOUND, 30 * FRAME_NANOS)).isEmpty();

        assertThat(heardAt(31).longestGap()).hasValue(new Gap(Duration.ofMillis(420), NOW));
        assertThat(heardAt(31).lost()).isZero();
    }

    @Test
    void aGapIsForgottenOnReset() {
        play(0, 10);
        play(40, 2);
        hearing.resetLongestGap();
        play(42, 2);

        assertThat(heardAt(44).longestGap()).hasValue(new Gap(Duration.ofMillis(20), NOW));
    }

    @Test
    void keepsTheGapsThatAreHeard() {
        play(0, 10);
        play(11, 10);
        play(23, 10);

        assertThat(heardAt(33).longGaps()).containsExactly(new Gap(Duration.ofMillis(60), NOW));
    }

    @Test
    void refusesARepeatedPacket() {
        play(0, 10);

        assertThat(hear(5, 10, SOUND)).hasValue(WrongPacket.REPEATED);
        assertThat(heardAt(10).packets()).isEqualTo(10);
    }

    @Test
    void refusesAPacketWhoseTimestampStandsStill() {
        play(0, 10);

        assertThat(hearing.hear(packet(10, 9 * 960), SOUND, 10 * FRAME_NANOS)).hasValue(WrongPacket.TIMESTAMP_STUCK);
    }

    @Test
    void aTimestampMayGoAround() {
        assertThat(hearing.hear(packet(0, -960), SOUND, 0)).isEmpty();
        assertThat(hearing.hear(packet(1, 0), SOUND, FRAME_NANOS)).isEmpty();
    }

    @Test
    void hearsTheToneThatIsPlayed() throws Exception {
        List<byte[]> frames = Tones.opusSine(440, 100);
        for (int i = 0; i < frames.size(); i++) {
            hear(i, i, frames.get(i));
        }

        Heard heard = heardAt(100);
        assertThat(heard.tone())
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0)));
        assertThat(heard.recording().levelDbfs()).isCloseTo(-6, within(0.5));
    }

    @Test
    void hearsTheToneOfTheLastSecondOnly() throws Exception {
        List<byte[]> low = Tones.opusSine(440, 100);
        List<byte[]> high = Tones.opusSine(880, 60);
        for (int i = 0; i < low.size(); i++) {
            hear(i, i, low.get(i));
        }
        for (int i = 0; i < high.size(); i++) {
            hear(100 + i, 100 + i, high.get(i));
        }

        assertThat(heardAt(160).tone())
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(880, within(1.0)));
    }

    @Test
    void aToneThatEndedIsNoTone() throws Exception {
        List<byte[]> frames = Tones.opusSine(440, 100);
        for (int i = 0; i < frames.size(); i++) {
            hear(i, i, frames.get(i));
        }

        assertThat(heardAt(160).tone()).isEmpty();
        assertThat(heardAt(160).pcm()).hasSize(2 * 2 * 48_000);
    }

    @Test
    void lostPacketsAreConcealed() throws Exception {
        List<byte[]> frames = Tones.opusSine(440, 100);
        for (int i = 0; i < frames.size(); i++) {
            if (i % 10 != 5) {
                hear(i, i, frames.get(i));
            }
        }

        assertThat(heardAt(100).pcm()).hasSize(2 * 2 * 48_000);
        assertThat(heardAt(100).tone())
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0)));
    }

    @Test
    void silenceFramesAreSilent() {
        for (int i = 0; i < 50; i++) {
            hear(i, i, Tones.SILENCE_FRAME);
        }

        assertThat(heardAt(50).tone()).isEmpty();
        assertThat(heardAt(50).pcm()).hasSize(2 * 48_000).containsOnly((short) 0);
    }

    @Test
    void framesThatAreNoOpusAreSilent() {
        for (int i = 0; i < 50; i++) {
            hear(i, i, new byte[] {-1, -1, -1, -1, -1});
        }

        assertThat(heardAt(50).tone()).isEmpty();
    }

    @Test
    void keepsTheLastSecondsOnly() {
        play(0, 1000);

        assertThat(heardAt(999).pcm()).hasSizeLessThanOrEqualTo(251 * 960 * 2);
        assertThat(heardAt(999).packets()).isEqualTo(1000);
    }

    /** Plays frames from that one on, each at its time. */
    private void play(int from, int count) {
        for (int i = from; i < from + count; i++) {
            assertThat(hear(i, i, SOUND)).isEmpty();
        }
    }

    private Optional<WrongPacket> hear(int sequence, int frame, byte[] opus) {
        return hearing.hear(packet(sequence, sequence * 960), opus, frame * FRAME_NANOS);
    }

    private Heard heardAt(int frame) {
        return hearing.heard(0, Optional.empty(), frame * FRAME_NANOS);
    }

    private static RtpPacket packet(int sequence, int timestamp) {
        return new RtpPacket(sequence, timestamp, 1, 12, 0);
    }
}
