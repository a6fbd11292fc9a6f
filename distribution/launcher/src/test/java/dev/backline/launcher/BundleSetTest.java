package dev.backline.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSetTest {

    private final Home home;

    BundleSetTest(@TempDir Path folder) {
        home = new Home(folder, folder.resolve("home"));
    }

    @BeforeEach
    void makeStore() throws IOException {
        Files.createDirectories(home.bundles());
        Files.createDirectories(home.sets());
        Files.writeString(
                home.sets().resolve("start-levels.properties"), "default=5\norg.example=7\norg.example.last=9\n");
        Files.writeString(home.sets().resolve("tiny.bndrun"), """
                -runrequires: bnd.identity;id='org.example.one'
                -runbundles: \\
                \torg.example.one;version='[1.0.0,1.0.1)',\\
                \torg.example.last.two;version='[1.0.0,1.0.1)',\\
                \tother;version='[1.0.0,1.0.1)'
                """);
        jar("one.jar", "org.example.one;singleton:=true");
        jar("two.jar", "org.example.last.two");
    }

    private void jar(String file, String symbolicName) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", symbolicName);
        new JarOutputStream(Files.newOutputStream(home.bundles().resolve(file)), manifest).close();
    }

    @Test
    void findsTheJarOfEachBundleAndTheLevelOfTheLongestPrefix() throws IOException {
        jar("other.jar", "other");

        BundleSet set = BundleSet.read(home, "tiny");

        assertThat(set.bundles())
                .containsExactly(
                        new BundleSet.Entry("org.example.one", home.bundles().resolve("one.jar"), 7),
                        new BundleSet.Entry(
                                "org.example.last.two", home.bundles().resolve("two.jar"), 9),
                        new BundleSet.Entry("other", home.bundles().resolve("other.jar"), 5));
    }

    @Test
    void namesTheBundleThatIsMissing() {
        assertThatThrownBy(() -> BundleSet.read(home, "tiny"))
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("The set “tiny” needs the bundle other");
    }

    @Test
    void namesTheSetsThatThereAre() {
        assertThatThrownBy(() -> BundleSet.read(home, "huge"))
                .hasMessage("There is no bundle set “huge”. Choose one of: tiny");
        assertThatThrownBy(() -> BundleSet.read(home, "../tiny")).hasMessageContaining("There is no bundle set");
    }
}
