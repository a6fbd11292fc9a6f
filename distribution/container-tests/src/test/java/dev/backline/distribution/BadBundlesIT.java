package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.distribution.Instance.Outcome;
import dev.backline.distribution.bundles.Cheap;
import dev.backline.distribution.bundles.Hanging;
import dev.backline.distribution.bundles.Throwing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is handed to a running instance that is no good: one message says what is missing, the list of features shows
 * it, the other bundles are as they were, and the music goes on.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(Lifecycle.PER_CLASS)
class BadBundlesIT {

    private static final String FRAMEWORK = "org.osgi.framework";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final Instance instance;
    private String bundles = "";
    private long logged;

    BadBundlesIT(@TempDir Path home) {
        this.home = home;
        instance = new Instance(home);
    }

    @BeforeAll
    void start() throws Exception {
        assertThat(instance.start("development").output()).startsWith("Ready");
        instance.exec("sandbox:say demo \"/play tone 440\"");
        instance.exec("sandbox:say demo \"/loop track\"");
    }

    @AfterAll
    void stop() throws IOException {
        instance.close();
    }

    @BeforeEach
    void remember() throws Exception {
        bundles = instance.exec("lb -s").output();
        logged = instance.log().lines().count();
    }

    @AfterEach
    void theMusicGoesOn() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(instance.exec("sandbox:voice demo").output()).contains("tone 440.0 Hz"));
    }

    @Test
    void aFileThatIsNoJar() throws Exception {
        Path file = Files.writeString(home.resolve("words.jar"), "These are words.");

        refused(install(file), "words.jar", "words.jar is no whole jar: ");
    }

    @Test
    void aJarThatIsNoBundle() throws Exception {
        Path jar = new TestBundle("", "1.0.0").write(home.resolve("plain.jar"));

        refused(install(jar), "plain.jar", "plain.jar is a jar and no bundle: its manifest needs");
    }

    @Test
    void aBundleThatNeedsWhatNobodyHas() throws Exception {
        Path jar = new TestBundle("test.needy", "1.0.0")
                .header("Import-Package", "com.example.nowhere;version=\"[2.0,3)\"")
                .write(home.resolve("needy.jar"));

        refused(install(jar), "needy.jar", "test.needy needs package com.example.nowhere [2.0.0,3.0.0)");
    }

    @Test
    void aBundleThatThrowsWhenItStarts() throws Exception {
        Path jar = new TestBundle("test.throwing", "1.0.0")
                .feature("throwing", ";summary=Throws")
                .activator(Throwing.class, FRAMEWORK)
                .write(home.resolve("throwing.jar"));

        refused(install(jar), "throwing", "throwing does not start: IllegalStateException: its database is not there");

        assertThat(instance.exec("feature:remove throwing").code()).isZero();
    }

    @Test
    void aBundleThatHangsWhenItStarts() throws Exception {
        Path jar = new TestBundle("test.hanging", "1.0.0")
                .feature("hanging", ";summary=Hangs")
                .activator(Hanging.class, FRAMEWORK)
                .write(home.resolve("hanging.jar"));

        refused(install(jar), "hanging", "hanging does not start within 10 s and was interrupted, in java.");

        assertThat(instance.exec("lb -s test.hanging").output()).contains("Resolved");
        assertThat(instance.exec("feature:remove hanging").code()).isZero();
    }

    @Test
    void aVersionThatIsOlderThanWhatRuns() throws Exception {
        Path newer = cheap("2.0.0").write(home.resolve("cheap-2.jar"));
        Path older = cheap("1.0.0").write(home.resolve("cheap-1.jar"));
        assertThat(install(newer).output()).contains("cheap is installed and on.");
        remember();

        refused(
                install(older),
                "cheap-1.jar",
                "test.cheap 1.0.0 is older than bundle",
                "To go back, remove that first: “feature:remove cheap”");
        Outcome update = instance.backline("feature", "update", "cheap", older.toString());

        assertThat(update.code()).isOne();
        assertThat(update.output())
                .contains("cheap 1.0.0 is older than 2.0.0, which is installed. To go back, remove it first");
        assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^cheap +on +2\\.0\\.0 ");
        assertThat(instance.exec("feature:remove cheap").code()).isZero();

        // The way back of docs/on-call.md.
        assertThat(install(older).output()).contains("cheap is installed and on.");
        assertThat(instance.exec("feature:list").output())
                .containsPattern("(?m)^cheap +on +1\\.0\\.0 ")
                .doesNotContain("cheap-1.jar");
        assertThat(instance.exec("feature:remove cheap").code()).isZero();
    }

    @Test
    void aJarThatIsCutOffWhileItIsCopiedIntoTheDeployFolder() throws Exception {
        byte[] whole = Files.readAllBytes(cheap("3.0.0").write(home.resolve("cheap-3.jar")));
        Path copy = home.resolve("deploy/copied.jar");

        replace(copy, Arrays.copyOf(whole, whole.length / 2));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.exec("feature:list").output())
                        .contains("copied.jar is no whole jar: ", "Is it still being copied?"));
        assertThat(warnings("copied.jar")).isOne();
        assertThat(others("test.cheap")).isEqualTo(bundles);

        replace(copy, whole);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.exec("feature:list").output())
                        .containsPattern("(?m)^cheap +on +3\\.0\\.0 ")
                        .doesNotContain("copied.jar"));
        Files.delete(copy);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(instance.exec("lb -s").output()).doesNotContain("test.cheap"));
    }

    /** In one step: whoever looks meanwhile sees the old content or the new one. */
    private void replace(Path file, byte[] content) throws IOException {
        Path beside = Files.write(home.resolve("beside"), content);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static TestBundle cheap(String version) {
        return new TestBundle("test.cheap", version)
                .feature("cheap", ";summary=Counts")
                .activator(Cheap.class, FRAMEWORK + ",dev.backline.api.event");
    }

    private Outcome install(Path jar) throws IOException, InterruptedException {
        return instance.backline("feature", "install", jar.toString());
    }

    /** An attempt failed with that message, the list names it, and nothing else changed. */
    private void refused(Outcome outcome, String name, String... message) throws IOException, InterruptedException {
        assertThat(outcome.code()).isOne();
        assertThat(outcome.output()).contains(message).hasLineCount(1);
        assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^" + name + " +(refused|failed) ");
        assertThat(instance.exec("feature:info " + name).output()).contains(message[0].replaceFirst("^\\S+ ", ""));
        // A file's name and that of its bundle begin alike.
        assertThat(warnings(name.replaceFirst("[-.].*", "")))
                .as("warnings in the log")
                .isOne();
        assertThat(others("test." + name)).isEqualTo(bundles);
    }

    private String others(String bundle) throws IOException, InterruptedException {
        List<String> lines = instance.exec("lb -s").output().lines().toList();
        return String.join(
                        System.lineSeparator(),
                        lines.stream().filter(line -> !line.contains(bundle)).toList())
                + System.lineSeparator();
    }

    /** How many warnings since {@link #remember} name something; a slow machine causes others. */
    private long warnings(String name) throws IOException {
        return instance.log()
                .lines()
                .skip(logged)
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .filter(line -> line.contains(name))
                .count();
    }
}
