package dev.backline.profiler.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Its native library, of which none is loaded here. */
class AsyncEngineTest {

    private static final Rates RATES =
            new Rates(Duration.ofMillis(10), Duration.ofMillis(20), 512 * 1024, Duration.ofNanos(10_000));

    @Test
    void whatCouldNotBeLoadedIsTriedAgain() {
        Deque<String> reasons = new ArrayDeque<>(List.of("the disk is full", "something else"));
        AsyncEngine engine = new AsyncEngine(
                () -> {
                    throw new IOException(reasons.removeFirst());
                },
                RATES,
                Set.of());

        assertThat(engine.obstacle()).hasValue("async-profiler cannot be loaded: the disk is full");
        assertThat(engine.obstacle()).hasValue("async-profiler cannot be loaded: something else");
    }

    @Test
    void aLibraryThatCannotBeUnpackedIsSaidWithWhatToDo(@TempDir Path temporary) throws IOException {
        Path folder = Files.writeString(temporary.resolve("profiler"), "a file in the place of the folder");

        assertThatThrownBy(() -> NativeLibrary.unpack(library("new"), folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be unpacked to " + folder)
                .hasMessageContaining("see to it that there is room");
    }

    @Test
    void librariesOfOtherVersionsGo(@TempDir Path folder) throws IOException {
        Path other = Files.createFile(folder.resolve("notes.txt"));
        Path old = NativeLibrary.unpack(library("old"), folder);

        Path unpacked = NativeLibrary.unpack(library("new"), folder);

        assertThat(old).doesNotExist();
        assertThat(unpacked).hasContent("new");
        assertThat(other).exists();
    }

    private static InputStream library(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }
}
