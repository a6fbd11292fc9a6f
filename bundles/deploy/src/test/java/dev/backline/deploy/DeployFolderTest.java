package dev.backline.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.feature.Cause;
import dev.backline.api.feature.FeatureFailure;
import dev.backline.api.feature.FeatureInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeployFolderTest {

    private final Path home;
    private final Path folder;
    private final Path digests;
    private final Path signers;
    private final Installer installer = new Installer();

    DeployFolderTest(@TempDir Path home) {
        this.home = home;
        folder = home.resolve("deploy");
        digests = home.resolve("trusted-bundles.sha256");
        signers = home.resolve("trusted-signers.pem");
    }

    /** Writes down what it is asked for, and fails as long as a file of that content is there. */
    private static final class Installer implements FeatureInstaller {

        private final List<String> calls = new ArrayList<>();
        private boolean broken;

        @Override
        public String install(String location, Path jar, Cause cause) throws FeatureFailure {
            if (broken) {
                throw new FeatureFailure("broken");
            }
            calls.add("install " + name(location));
            return name(location);
        }

        @Override
        public void refuse(String location, String reason, Cause cause) {
            calls.add("refuse " + name(location) + ": " + reason.replaceAll(", and its SHA-256.*", ""));
        }

        @Override
        public void withdraw(String location, Cause cause) {
            calls.add("withdraw " + name(location));
        }

        private static String name(String location) {
            return location.substring(location.lastIndexOf('/') + 1);
        }

        List<String> calls() {
            List<String> copy = List.copyOf(calls);
            calls.clear();
            return copy;
        }
    }

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectories(folder);
    }

    private DeployFolder open(boolean any) throws IOException {
        return new DeployFolder(
                folder,
                home.resolve("work"),
                any ? Optional.empty() : Optional.of(new Trust(digests, signers)),
                installer,
                new Installed(home.resolve("installed")));
    }

    private Path jar(String name, String content) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("content"));
            out.write(content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        return jar;
    }

    @Test
    void aFileIsInstalledWhenItDoesNotChangeAnyMore() throws Exception {
        DeployFolder deploy = open(true);
        jar("a.jar", "one");
        deploy.look();
        jar("a.jar", "one and more");
        deploy.look();
        assertThat(installer.calls()).as("it grew between two looks").isEmpty();

        deploy.look();
        deploy.look();

        assertThat(installer.calls()).containsExactly("install a.jar");
    }

    @Test
    void whatIsTakenAwayIsWithdrawnAlsoAfterARestart() throws Exception {
        DeployFolder before = open(true);
        Path jar = jar("a.jar", "one");
        before.look();
        before.look();
        DeployFolder after = open(true);
        after.look();
        after.look();
        assertThat(installer.calls()).as("it is installed once").containsExactly("install a.jar");

        Files.delete(jar);
        open(true).look();

        assertThat(installer.calls()).containsExactly("withdraw a.jar");
    }

    @Test
    void aFailureIsTriedAgainWhenAnotherJarCame() throws Exception {
        DeployFolder deploy = open(true);
        jar("a.jar", "needs b");
        installer.broken = true;
        deploy.look();
        deploy.look();
        installer.broken = false;
        deploy.look();
        assertThat(installer.calls()).isEmpty();

        jar("b.jar", "gives b");
        deploy.look();
        deploy.look();

        assertThat(installer.calls()).containsExactly("install b.jar", "install a.jar");
    }

    @Test
    void aStrangersJarIsRefusedUntilItsDigestIsTrusted() throws Exception {
        DeployFolder deploy = open(false);
        Path jar = jar("a.jar", "one");
        deploy.look();
        deploy.look();
        assertThat(installer.calls()).containsExactly("refuse a.jar: It is not signed");

        Files.writeString(digests, "# ours\n" + Trust.digest(jar) + "  a.jar\n");
        deploy.look();

        assertThat(installer.calls()).containsExactly("install a.jar");

        Files.writeString(digests, "# none any more, and this is longer\n");
        deploy.look();

        assertThat(installer.calls()).containsExactly("withdraw a.jar", "refuse a.jar: It is not signed");
    }

    @Test
    void anUntrustedReplacementLeavesAloneWhatRuns() throws Exception {
        DeployFolder deploy = open(false);
        Path jar = jar("a.jar", "one");
        Files.writeString(digests, Trust.digest(jar) + "  a.jar\n");
        deploy.look();
        deploy.look();
        assertThat(installer.calls()).containsExactly("install a.jar");

        jar("a.jar", "something else");
        deploy.look();
        deploy.look();

        assertThat(installer.calls()).containsExactly("refuse a.jar: It is not signed");
    }

    @Test
    void whatIsNoWholeJarIsRefused() throws Exception {
        DeployFolder deploy = open(false);
        Files.writeString(folder.resolve("a.jar"), "PK, cut off");
        deploy.look();
        deploy.look();

        assertThat(installer.calls()).singleElement().asString().startsWith("refuse a.jar: It is no whole jar: ");
    }

    @Test
    void aJarSignedByATrustedCertificateIsInstalledAndAChangedOneIsNot() throws Exception {
        Path store = home.resolve("keys.p12");
        run(
                "keytool",
                "-genkeypair",
                "-keystore",
                store,
                "-storepass",
                "secret",
                "-alias",
                "ours",
                "-keyalg",
                "EC",
                "-dname",
                "CN=Builder");
        run(
                "keytool",
                "-exportcert",
                "-rfc",
                "-keystore",
                store,
                "-storepass",
                "secret",
                "-alias",
                "ours",
                "-file",
                signers);
        Path signed = jar("signed.jar", "one");
        run("jarsigner", "-keystore", store, "-storepass", "secret", signed, "ours");
        DeployFolder deploy = open(false);
        deploy.look();
        deploy.look();
        assertThat(installer.calls()).containsExactly("install signed.jar");

        Files.delete(signers);
        deploy.look();

        assertThat(installer.calls())
                .containsExactly(
                        "withdraw signed.jar",
                        "refuse signed.jar: It is signed by CN=Builder, whose certificate does not stand in "
                                + signers);
    }

    private static void run(String tool, Object... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        for (Object argument : arguments) {
            line.add(argument.toString());
        }
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).as("exit code of %s", tool).isZero();
    }
}
