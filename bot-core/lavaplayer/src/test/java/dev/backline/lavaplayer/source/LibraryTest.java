package dev.backline.lavaplayer.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryTest {

    private final AtomicLong clock = new AtomicLong();
    private final Path parent;
    private final Path folder;
    private final Library library;

    LibraryTest(@TempDir Path parent) throws IOException {
        this.parent = parent;
        folder = Files.createDirectory(parent.resolve("library"));
        library = new Library(folder, clock::get);
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }

    @Test
    void findsAFileInAFolder() throws IOException {
        Path file = file("jazz/So What.mp3");

        assertThat(library.file("jazz/So What.mp3")).contains(file.toRealPath());
        assertThat(library.nameOf(file.toRealPath())).isEqualTo("jazz/So What.mp3");
    }

    @Test
    void hasNoFileThatIsNotThere() {
        assertThat(library.file("none.mp3")).isEmpty();
    }

    @Test
    void aFolderIsNoFile() throws IOException {
        file("jazz/one.mp3");

        assertThat(library.file("jazz")).isEmpty();
        assertThat(library.file("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.mp3", "a/../../secret.mp3", "/etc/passwd", "../library2/x.mp3"})
    void refusesToLeaveTheFolder(String name) {
        assertThatThrownBy(() -> library.file(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Only files of the library can be played from there.");
    }

    @Test
    void refusesALinkThatLeavesTheFolder() throws IOException {
        Path secret = Files.createFile(parent.resolve("secret.mp3"));
        Files.createSymbolicLink(folder.resolve("mine.mp3"), secret);

        assertThatThrownBy(() -> library.file("mine.mp3")).isInstanceOf(IllegalArgumentException.class);
        assertThat(library.search("mine", 10)).isEmpty();
    }

    @Test
    void refusesAFileBehindALinkedFolder() throws IOException {
        Path secrets = Files.createDirectory(parent.resolve("secrets"));
        Files.createFile(secrets.resolve("one.mp3"));
        Files.createSymbolicLink(folder.resolve("linked"), secrets);

        assertThatThrownBy(() -> library.file("linked/one.mp3")).isInstanceOf(IllegalArgumentException.class);
        assertThat(library.search("one", 10)).isEmpty();
    }

    @Test
    void aNameThatNoFileCanHaveIsNotThere() {
        assertThat(library.file("a\0b.mp3")).isEmpty();
    }

    @Test
    void findsByWordsInAnyOrder() throws IOException {
        file("Miles Davis/So What.flac");
        file("Miles Davis/Blue in Green.flac");

        assertThat(library.search("green MILES", 10)).containsExactly("Miles Davis/Blue in Green.flac");
    }

    @Test
    void titlesThatBeginWithTheWordsComeFirst() throws IOException {
        file("a/Not Blue.mp3");
        file("a/Blue in Green.mp3");

        assertThat(library.search("blue", 10)).containsExactly("a/Blue in Green.mp3", "a/Not Blue.mp3");
    }

    @Test
    void findsEverythingByNothingUpToTheLimit() throws IOException {
        file("a.mp3");
        file("b.mp3");
        file("c.mp3");

        assertThat(library.search("", 2)).containsExactly("a.mp3", "b.mp3");
    }

    @Test
    void filesThatAreNoSoundAreNotFound() throws IOException {
        file("cover.jpg");
        file(".mp3");

        assertThat(library.search("", 10)).isEmpty();
    }

    @Test
    void wordsWithoutALetterFindNothing() throws IOException {
        file("a.mp3");

        assertThat(library.search("???", 10)).isEmpty();
    }

    @Test
    void aNewFileIsFoundAfterFiveSeconds() throws IOException {
        assertThat(library.search("new", 10)).isEmpty();
        file("new.mp3");

        clock.addAndGet(Duration.ofSeconds(6).toNanos());

        assertThat(library.search("new", 10)).containsExactly("new.mp3");
    }

    @Test
    void aFolderThatIsNotThereIsEmpty() {
        Library nowhere = new Library(parent.resolve("nowhere"), clock::get);

        assertThat(nowhere.search("", 10)).isEmpty();
        assertThat(nowhere.file("one.mp3")).isEmpty();
    }
}
