package dev.backline.lavaplayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.voice.VoiceTransport.Local;
import dev.backline.contract.audio.Listening;
import dev.backline.contract.audio.RecordingListener;
import dev.backline.lavaplayer.source.Library;
import dev.backline.lavaplayer.source.LibrarySource;
import dev.backline.lavaplayer.source.Lookups;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The committed samples of every format, from the file to what is heard. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("..", "..", "distribution", "samples");

    private final EmbeddedBackend backend = new EmbeddedBackend(
            new EngineSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(60)));
    private final LibrarySource library =
            new LibrarySource(new Library(SAMPLES, System::nanoTime), backend.engine(), new Lookups(backend.threads()));
    private final RecordingListener listener = new RecordingListener();

    SamplesTest() {
        backend.add(library);
    }

    @AfterEach
    void close() {
        backend.close();
    }

    private Lookup lookup(String text) {
        return library.lookup(new TrackQuery(text)).toCompletableFuture().join();
    }

    private Track find(String text) {
        Lookup answer = lookup(text);
        assertThat(answer).isInstanceOf(Found.class);
        return ((Found) answer).tracks().getFirst();
    }

    @ParameterizedTest
    @CsvSource({"sine-440.mp3, 440", "sine-550.flac, 550", "sine-660.ogg, 660", "sine-770.wav, 770", "sine-880.m4a, 880"
    })
    void everyFormatIsHeardAsItsTone(String file, int hertz) {
        Track track = find("library:" + file);
        try (AudioPlayer player = backend.open(1, listener);
                Listening listening = new Listening(((Local) player.transport()).source())) {
            player.play(track, Duration.ZERO);

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(listener.heard())
                    .containsExactly("started " + track.title(), "ended " + track.title() + " FINISHED"));
            assertThat(listening.shareOf(hertz)).isGreaterThan(0.9);
            assertThat(listening.seconds()).isCloseTo(3, within(0.15));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "sine-440.mp3, Sine 440 Hz",
        "sine-550.flac, Sine 550 Hz",
        "sine-660.ogg, Sine 660 Hz",
        "sine-770.wav, sine-770",
        "sine-880.m4a, Sine 880 Hz"
    })
    void theTitleIsThatOfTheFileOrItsName(String file, String title) {
        Track track = find("library:" + file);

        assertThat(track.title()).isEqualTo(title);
        assertThat(track.author()).isEmpty();
        assertThat(track.identifier()).isEqualTo("library:" + file);
        assertThat(track.link()).isEmpty();
    }

    @Test
    void aFileIsFoundByWords() {
        assertThat(find("440 sine").identifier()).isEqualTo("library:sine-440.mp3");
    }

    @Test
    void completionsNameFiles() {
        assertThat(library.suggest("sine-44", 5).toCompletableFuture().join())
                .singleElement()
                .satisfies(suggestion -> assertThat(suggestion.query()).isEqualTo("library:sine-440.mp3"));
    }

    @Test
    void leavingTheFolderIsRefused() {
        assertThat(lookup("library:../README.md"))
                .isEqualTo(new Lookup.Failed(
                        Lookup.Reason.REFUSED, "Only files of the library can be played from there."));
    }

    @Test
    void aFileThatIsNoSoundIsRefused() {
        assertThat(lookup("library:README.md"))
                .isEqualTo(new Lookup.Failed(Lookup.Reason.REFUSED, "Unknown file format."));
    }
}
