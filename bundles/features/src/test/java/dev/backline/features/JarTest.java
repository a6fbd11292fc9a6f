package dev.backline.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.feature.FeatureFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarTest {

    private final Path folder;

    JarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path jar(String... headers) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        for (int i = 0; i < headers.length; i += 2) {
            manifest.getMainAttributes().putValue(headers[i], headers[i + 1]);
        }
        Path file = folder.resolve("some.jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    @Test
    void readsNameAndVersionOfABundle() throws Exception {
        Jar jar = Jar.read(jar(
                "Bundle-ManifestVersion", "2",
                "Bundle-SymbolicName", "org.example.beats;singleton:=true",
                "Bundle-Version", "1.2.3"));

        assertThat(jar.symbolicName()).isEqualTo("org.example.beats");
        assertThat(jar.version()).hasToString("1.2.3");
        assertThat(jar.open().readAllBytes()).isEqualTo(Files.readAllBytes(folder.resolve("some.jar")));
    }

    @Test
    void saysThatAJarIsNoBundle() throws IOException {
        Path file = jar("Main-Class", "Main");

        assertThatThrownBy(() -> Jar.read(file))
                .isInstanceOf(FeatureFailure.class)
                .hasMessageContaining("some.jar is a jar and no bundle: its manifest needs Bundle-ManifestVersion: 2");
    }

    @Test
    void saysThatAJarIsCutShort() throws IOException {
        Path file = jar("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "org.example.beats");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));

        assertThatThrownBy(() -> Jar.read(file))
                .isInstanceOf(FeatureFailure.class)
                .hasMessageContaining("some.jar is no whole jar")
                .hasMessageContaining("still being copied?");
    }

    @Test
    void saysWhichVersionIsNone() throws IOException {
        Path file =
                jar("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "org.example.beats", "Bundle-Version", "new");

        assertThatThrownBy(() -> Jar.read(file))
                .isInstanceOf(FeatureFailure.class)
                .hasMessageContaining("some.jar is no bundle")
                .hasMessageContaining("new");
    }

    @Test
    void saysThatThereIsNoFile() {
        assertThatThrownBy(() -> Jar.read(folder.resolve("none.jar")))
                .isInstanceOf(FeatureFailure.class)
                .hasMessageStartingWith("There is no file ");
    }
}
