package dev.backline.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleSetsTest {

    private final Path folder;
    private final BundleSets sets;

    BundleSetsTest(@TempDir Path folder) {
        this.folder = folder;
        sets = new BundleSets(folder, folder.resolve("own"));
    }

    @BeforeEach
    void makeStore() throws IOException {
        Files.createDirectories(folder.resolve("bundles"));
        Files.createDirectories(folder.resolve("sets"));
        Files.writeString(
                folder.resolve("sets").resolve("start-levels.properties"),
                "default=5\norg.example=7\norg.example.last=9\n");
        Files.writeString(folder.resolve("sets").resolve("tiny.bndrun"), """
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
        new JarOutputStream(Files.newOutputStream(folder.resolve("bundles").resolve(file)), manifest).close();
    }

    @Test
    void findsTheJarOfEachBundleAndTheLevelOfTheLongestPrefix() throws IOException {
        jar("other.jar", "other");

        BundleSet set = sets.read("tiny");

        assertThat(set.bundles())
                .extracting(BundleSet.Entry::symbolicName, entry -> entry.jar().file(), BundleSet.Entry::startLevel)
                .containsExactly(
                        tuple("org.example.one", folder.resolve("bundles/one.jar"), 7),
                        tuple("org.example.last.two", folder.resolve("bundles/two.jar"), 9),
                        tuple("other", folder.resolve("bundles/other.jar"), 5));
    }

    @Test
    void aJarThatIsReplacedIsReadAnew() throws IOException {
        assertThat(sets.jars()).containsOnlyKeys("org.example.one", "org.example.last.two");

        jar("two.jar", "org.example.another");
        Files.delete(folder.resolve("bundles/one.jar"));

        assertThat(sets.jars()).containsOnlyKeys("org.example.another");
    }

    @Test
    void aJarThatStaysAsItIsIsOpenedOnce() {
        StoredJar first = sets.jars().get("org.example.one");

        assertThat(sets.jars().get("org.example.one")).isSameAs(first);
    }

    @Test
    void aJarIsKnownByItsContent() throws IOException {
        String before = fingerprint("org.example.last.two");

        jar("two.jar", "org.example.last.two");
        assertThat(fingerprint("org.example.last.two")).isEqualTo(before);

        jar("two.jar", "org.example.last.two;singleton:=true");
        assertThat(fingerprint("org.example.last.two")).isNotEqualTo(before);
    }

    private String fingerprint(String symbolicName) throws IOException {
        return Objects.requireNonNull(sets.jars().get(symbolicName)).fingerprint();
    }

    @Test
    void namesTheBundleThatIsMissing() {
        assertThatThrownBy(() -> sets.read("tiny"))
                .isInstanceOf(BundleSetFailure.class)
                .hasMessageContaining("The set “tiny” needs the bundle other");
    }

    @Test
    void namesTheSetsThatThereAre() {
        assertThatThrownBy(() -> sets.read("huge")).hasMessage("There is no bundle set “huge”. Choose one of: tiny");
        assertThatThrownBy(() -> sets.read("../tiny")).hasMessageContaining("There is no bundle set");
    }

    @Test
    void anOperatorsSetGoesBeforeOneOfTheDistribution() throws IOException {
        sets.write("tiny", Map.of("org.example.one", "1.0.0"));

        assertThat(sets.read("tiny").bundles())
                .extracting(BundleSet.Entry::symbolicName)
                .containsExactly("org.example.one");
        assertThat(sets.names()).containsExactly("tiny");
    }

    @Test
    void remembersTheJarsOfTheLastStart() throws IOException {
        Remembered remembered = new Remembered(folder.resolve("data"));
        assertThat(remembered.jars()).isEmpty();

        remembered.jars(Map.of("org.example.one", "1a", "other", "2b"));

        assertThat(remembered.jars()).isEqualTo(Map.of("org.example.one", "1a", "other", "2b"));
    }

    @Test
    void remembersWhatWasRemovedUntilAnotherSetRuns() throws IOException {
        Remembered remembered = new Remembered(folder.resolve("data"));
        assertThat(remembered.set()).isEmpty();
        assertThat(remembered.removed()).isEmpty();
        remembered.set("tiny");
        remembered.removed(Set.of("other"));

        remembered.set("tiny");
        assertThat(remembered.removed()).containsExactly("other");

        remembered.set("huge");
        assertThat(remembered.set()).contains("huge");
        assertThat(remembered.removed()).isEmpty();
    }
}
