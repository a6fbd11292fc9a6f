package dev.backline.lavaplayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.voice.OpusSource;
import dev.backline.api.voice.VoiceTransport.Local;
import dev.backline.contract.audio.RecordingListener;
import dev.backline.contract.audio.ToneEar;
import dev.backline.lavaplayer.source.Library;
import dev.backline.lavaplayer.source.LibrarySource;
import dev.backline.lavaplayer.source.Lookups;
import dev.backline.lavaplayer.source.ManagedSource;
import dev.backline.lavaplayer.source.Reach;
import dev.backline.lavaplayer.tone.ToneSourceManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is in the frames. They are fetched as fast as they are made. */
class SoundTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Path SAMPLES = Path.of("..", "..", "distribution", "samples");

    private final EmbeddedBackend backend = new EmbeddedBackend(
            new EngineSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(60)));
    private final RecordingListener listener = new RecordingListener();
    private final AudioPlayer player = backend.open(1, listener);
    private final OpusSource sound = ((Local) player.transport()).source();

    SoundTest() {
        Lookups lookups = new Lookups(backend.threads());
        backend.add(new ManagedSource(
                new SourceKey("tone"), new ToneSourceManager(), backend.engine(), Reach.tones(), lookups));
        backend.add(new LibrarySource(new Library(SAMPLES, System::nanoTime), backend.engine(), lookups));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private void play(String source, String identifier) {
        player.play(
                new Track(identifier, new SourceKey(source), "one", "", Optional.empty(), Optional.empty()),
                Duration.ZERO);
        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).containsExactly("started one"));
    }

    private List<byte[]> frames(int count) {
        List<byte[]> frames = new ArrayList<>();
        await().atMost(SOON)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    ByteBuffer frame = sound.nextFrame();
                    if (frame != null) {
                        byte[] bytes = new byte[frame.remaining()];
                        frame.get(bytes);
                        frames.add(bytes);
                    }
                    return frames.size() == count;
                });
        return frames;
    }

    private static ToneEar ear(List<byte[]> frames) {
        ToneEar ear = new ToneEar();
        frames.forEach(frame -> ear.hear(ByteBuffer.wrap(frame)));
        return ear;
    }

    private double loudnessAt(int percent) {
        player.volume(percent);
        play("tone", "tone:440");
        return ear(frames(25)).loudness();
    }

    @Test
    void aToneIsHeardAtItsFrequencyAndAtNoOther() {
        play("tone", "tone:1000");

        ToneEar ear = ear(frames(50));

        assertThat(ear.shareOf(1000)).isGreaterThan(0.95);
        assertThat(ear.shareOf(440)).isLessThan(0.01);
    }

    @Test
    void aFrameIsTwentyMilliseconds() {
        play("tone", "tone:440");

        assertThat(ear(frames(1)).samples()).isEqualTo(960);
    }

    @Test
    void volumeMakesItQuieter() {
        assertThat(loudnessAt(50)).isBetween(500.0, 4500.0);
    }

    @Test
    void fullVolumeLeavesItAsItIs() {
        assertThat(loudnessAt(100)).isBetween(5000.0, 6500.0);
    }

    @Test
    void noVolumeIsSilence() {
        assertThat(loudnessAt(0)).isLessThan(1);
    }

    @Test
    void opusPassesThroughUntouched() throws IOException {
        String file = Files.readString(SAMPLES.resolve("sine-660.ogg"), StandardCharsets.ISO_8859_1);
        play("library", "library:sine-660.ogg");

        assertThat(frames(20))
                .allSatisfy(frame -> assertThat(file.contains(new String(frame, StandardCharsets.ISO_8859_1)))
                        .isTrue());
    }

    @Test
    void aPausedPlayerGivesNothing() {
        play("tone", "tone:440");

        player.pause(true);

        await().atMost(SOON).until(() -> sound.nextFrame() == null);
    }

    @Test
    void aResumedPlayerGoesOnWhereItWas() {
        play("tone", "tone:440");
        frames(10);
        player.pause(true);
        await().atMost(SOON).until(() -> sound.nextFrame() == null);
        Duration paused = player.position();

        player.pause(false);
        frames(1);

        assertThat(player.position()).isEqualTo(paused.plusMillis(20));
    }
}
