package dev.backline.lavaplayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.voice.OpusSource;
import dev.backline.api.voice.VoiceTransport.Local;
import dev.backline.contract.audio.RecordingListener;
import dev.backline.lavaplayer.source.Lookups;
import dev.backline.lavaplayer.source.ManagedSource;
import dev.backline.lavaplayer.source.Reach;
import dev.backline.lavaplayer.tone.ToneSourceManager;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends with the backend, or with a source of it, while music plays. */
class ClosingTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final SourceKey TONE = new SourceKey("tone");
    private static final Track TRACK =
            new Track("tone:440?seconds=600", TONE, "one", "", Optional.of(Duration.ofMinutes(10)), Optional.empty());

    private final Set<Thread> threadsBefore =
            Set.copyOf(Thread.getAllStackTraces().keySet());
    private final EmbeddedBackend backend = new EmbeddedBackend(
            new EngineSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(60)));
    private final AudioSourceManager tones = new ToneSourceManager();
    private final ManagedSource source =
            new ManagedSource(TONE, tones, backend.engine(), Reach.tones(), new Lookups(backend.threads()));
    private final RecordingListener listener = new RecordingListener();
    private final AudioPlayer player = backend.open(1, listener);
    private final OpusSource sound = ((Local) player.transport()).source();

    @BeforeEach
    void play() {
        backend.add(source);
        player.play(TRACK, Duration.ZERO);
        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).containsExactly("started one"));
    }

    @AfterEach
    void close() {
        backend.close();
    }

    /** Threads of audio that were not there before. */
    private Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !threadsBefore.contains(thread) && thread.isAlive())
                .map(Thread::getName)
                .filter(name -> name.startsWith("lava-") || name.startsWith("backline-audio"))
                .collect(Collectors.toSet());
    }

    @Test
    void everyThreadEndsWithTheBackend() {
        assertThat(threads()).isNotEmpty();

        backend.close();

        await().atMost(SOON).untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    @Test
    void aPlayerIsSilentOnceTheBackendIsClosed() {
        assertThat(sound.nextFrame()).isNotNull();

        backend.close();

        assertThat(sound.nextFrame()).isNull();
    }

    @Test
    void playersAreToldToGoOnElsewhere() {
        backend.close();

        assertThat(listener.heard()).containsExactly("started one", "lost");
        assertThat(backend.openPlayers()).isZero();
    }

    @Test
    void playersThatAreToldToGoOnElsewhereSayWhere() {
        Duration heard = Duration.ofMillis(200);
        await().atMost(SOON)
                .until(() -> sound.nextFrame() != null && player.position().compareTo(heard) >= 0);

        backend.close();

        assertThat(player.position()).isGreaterThanOrEqualTo(heard);
    }

    @Test
    void aClosedBackendCannotPlay() {
        backend.close();

        assertThat(backend.canPlay()).isFalse();
        assertThatThrownBy(() -> backend.open(2, listener)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTrackEndsWithItsSource() {
        backend.remove(source, tones);

        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard())
                .containsExactly("started one", "failed one", "ended one LOAD_FAILED"));
        assertThat(sound.nextFrame()).isNull();
    }

    @Test
    void aTrackWhoseSourceIsGoneFails() {
        backend.remove(source, tones);
        player.play(TRACK, Duration.ZERO);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(listener.heard()).endsWith("failed one", "ended one LOAD_FAILED"));
    }

    @Test
    void aNameIsTakenOnce() {
        assertThat(backend.add(new ManagedSource(
                        TONE, tones, backend.engine(), Reach.tones(), new Lookups(backend.threads()))))
                .isFalse();
    }
}
