package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution on a system where the native library of Discord's end-to-end encryption (DAVE) loads. */
class Debian13IT {

    @Test
    void announcesEndToEndEncryptionAndPlays(@TempDir Path folder) throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "a root file system is made by root only");
        assumeTrue(
                "required".equals(System.getenv("BACKLINE_TOOLS"))
                        || Files.isExecutable(Path.of("/usr/sbin/debootstrap")),
                "install debootstrap for this test");
        Path output = folder.resolve("output");

        Process process = new ProcessBuilder(
                        "./debian-13.sh", System.getProperty("backline.distribution"), System.getProperty("java.home"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(output, StandardCharsets.UTF_8))
                .contains("Now playing", "end-to-end (DAVE) version 1 announced", "tone 440.0 Hz");
        assertThat(process.exitValue()).isZero();
    }
}
