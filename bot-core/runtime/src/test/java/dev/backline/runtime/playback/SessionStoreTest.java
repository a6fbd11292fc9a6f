package dev.backline.runtime.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.playback.LoopMode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionStoreTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Test
    void givesBackWhatWasKept() {
        SavedSession session = session(List.of(live()));

        new SessionStore(folder).save(session);

        assertThat(new SessionStore(folder).load())
                .singleElement()
                .usingRecursiveComparison()
                .ignoringFields("current.value.queuedNanos", "queue.queuedNanos")
                .isEqualTo(session);
    }

    @Test
    void letsNobodyElseReadIt() throws IOException {
        new SessionStore(folder).save(session(List.of()));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("5.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void forgetsAGuildInWhichNothingIsLeft() {
        SessionStore store = new SessionStore(folder);
        store.save(session(List.of()));

        store.save(new SavedSession(
                5, OptionalLong.empty(), Optional.empty(), Duration.ZERO, false, 100, LoopMode.OFF, List.of()));

        assertThat(store.load()).isEmpty();
    }

    @Test
    void setsAFileAsideThatIsNotReadableAndReadsTheOthers() throws IOException {
        SessionStore store = new SessionStore(folder);
        store.save(session(List.of()));
        Files.writeString(folder.resolve("6.json"), "{\"guild\": 6, \"queue\": [");

        assertThat(store.load()).extracting(SavedSession::guildId).containsExactly(5L);
        assertThat(folder.resolve("6.json.broken")).exists();
        assertThat(folder.resolve("6.json")).doesNotExist();
    }

    @Test
    void survivesAFolderThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("no-folder"), "");
        SessionStore store = new SessionStore(file);

        store.save(session(List.of()));

        assertThat(store.load()).isEmpty();
    }

    private static SavedSession session(List<QueuedTrack> queue) {
        return new SavedSession(
                5,
                OptionalLong.of(55),
                Optional.of(Stage.queued("one")),
                Duration.ofMillis(1234),
                true,
                80,
                LoopMode.QUEUE,
                queue);
    }

    private static QueuedTrack live() {
        return new QueuedTrack(
                new Track(
                        "http://radio.example/live",
                        new SourceKey("http"),
                        "Radio “Ünïcode”",
                        "Somebody",
                        Optional.empty(),
                        Optional.of(URI.create("http://radio.example/"))),
                8,
                0);
    }
}
