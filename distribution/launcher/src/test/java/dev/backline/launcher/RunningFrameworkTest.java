package dev.backline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.sets.BundleSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

class RunningFrameworkTest {

    private static final String NAME = "org.example.one";

    /** Builds that can be repeated give every file the same time, whatever is in it. */
    private static final FileTime TIME_OF_BUILDS = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));

    private final Path folder;
    private final Path distribution;
    private final Home home;

    RunningFrameworkTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        distribution = folder.resolve("distribution");
        home = new Home(distribution, folder.resolve("home"));
        for (String part : new String[] {"bundles", "conf", "sets"}) {
            Files.createDirectories(distribution.resolve(part));
        }
        Files.writeString(distribution.resolve("sets/start-levels.properties"), "default=5\n");
        Files.writeString(distribution.resolve("sets/tiny.bndrun"), "-runbundles: " + NAME + ";version='[1,9)'\n");
        home.prepare();
    }

    @Test
    void aNewerDistributionBringsItsBundlesAndTheOneBeforeTakesThemBack() throws Exception {
        for (String version : new String[] {"1.0.0", "2.0.0", "1.0.0"}) {
            jar(distribution.resolve("bundles/one.jar"), version);

            RunningFramework framework = start();

            assertThat(versions(framework)).isEqualTo(version);
            assertThat(framework.stop()).isTrue();
        }
    }

    @Test
    void whatAnOperatorUpdatedStaysUntilTheDistributionHasAnother() throws Exception {
        jar(distribution.resolve("bundles/one.jar"), "1.0.0");
        RunningFramework framework = start();
        try (InputStream content = Files.newInputStream(jar(folder.resolve("by-hand.jar"), "1.5.0"))) {
            Objects.requireNonNull(framework.context().getBundle(BundleSet.LOCATION + NAME))
                    .update(content);
        }
        assertThat(framework.stop()).isTrue();

        framework = start();
        assertThat(versions(framework)).isEqualTo("1.5.0");
        assertThat(framework.stop()).isTrue();

        jar(distribution.resolve("bundles/one.jar"), "2.0.0");
        framework = start();
        assertThat(versions(framework)).isEqualTo("2.0.0");
        assertThat(framework.stop()).isTrue();
    }

    private RunningFramework start() throws IOException, BundleException {
        BundleSet set = home.sets().read("tiny");
        return RunningFramework.start(
                home.sets(), set, home.remembered(), FrameworkProperties.of(home, set, "production", 0, false));
    }

    /** Those of the bundle that are installed. */
    private static String versions(RunningFramework framework) {
        return Arrays.stream(framework.context().getBundles())
                .filter(bundle -> NAME.equals(bundle.getSymbolicName()))
                .map(bundle -> bundle.getVersion().toString())
                .collect(Collectors.joining(", "));
    }

    private static Path jar(Path file, String version) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", NAME);
        manifest.getMainAttributes().putValue("Bundle-Version", version);
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return Files.setLastModifiedTime(file, TIME_OF_BUILDS);
    }
}
