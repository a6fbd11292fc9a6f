package dev.backline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {

    private final Path distribution;
    private final Home home;

    HomeTest(@TempDir Path folder) throws IOException {
        distribution = folder.resolve("distribution");
        Files.createDirectories(distribution.resolve("conf"));
        Files.writeString(distribution.resolve("conf/base.json"), "{}");
        home = new Home(distribution, folder.resolve("home"));
    }

    @Test
    void isGivenTheConfigurationOfTheDistributionOnce() throws IOException {
        home.prepare();
        Files.writeString(home.conf().resolve("base.json"), "{\"mine\": {}}");

        home.prepare();

        assertThat(home.conf().resolve("base.json")).hasContent("{\"mine\": {}}");
    }

    @Test
    void keepsItsDataToItself() throws IOException {
        home.prepare();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.data())))
                .isEqualTo("rwx------");
    }

    @Test
    void emptiesItsTemporaryFiles() throws IOException {
        Files.createDirectories(home.temporary().resolve("deep"));
        Files.writeString(home.temporary().resolve("deep/file"), "left by a crash");

        home.clearTemporary();

        assertThat(home.temporary()).isEmptyDirectory();
    }

    @Test
    void aLongPathHasItsSocketElsewhere() {
        Home deep = new Home(distribution, Path.of("/" + "deep/".repeat(30)));

        assertThat(home.socket().toString().length()).isLessThanOrEqualTo(108);
        assertThat(deep.socket().toString().length()).isLessThanOrEqualTo(108);
        assertThat(deep.socket()).isNotEqualTo(new Home(distribution, Path.of("/" + "deep/".repeat(31))).socket());
    }
}
