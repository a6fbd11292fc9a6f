package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.distribution.Instance.Outcome;
import dev.backline.distribution.bundles.Cheap;
import dev.backline.distribution.bundles.Expensive;
import dev.backline.distribution.bundles.Moody;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Features of a running instance, as an operator and the guard switch them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FeatureFlagsIT {

    private static final String VOICE_OBSERVER = "org.osgi.framework,dev.backline.api.event";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path home;

    FeatureFlagsIT(@TempDir Path home) {
        this.home = home;
    }

    @Test
    void whatIsOffAndWhySurvivesARestart() throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(
                home.resolve("conf/local.json"), "{ \"dev.backline.annotations\": { \"tags\": [\"stage\"] } }");
        try (Instance instance = new Instance(home)) {
            instance.start("development");
            Outcome off = instance.backline("feature", "off", "annotations", "--why", "it's \"too\" $dear");
            assertThat(off.output()).contains("annotations is off.");
            instance.backline("stop");

            instance.start("development");

            assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^annotations +off ");
            assertThat(history(instance, "annotations"))
                    .contains("turned off " + System.getProperty("user.name") + ": it's \"too\" $dear");
            assertThat(instance.exec("bot:status").output())
                    .as("what is off keeps its configuration")
                    .doesNotContain("dev.backline.annotations");
            assertThat(instance.backline("feature", "on", "annotations").code()).isZero();
            assertThat(instance.backline("feature", "list", "--json").output())
                    .containsPattern("\"name\":\"annotations\"[^\\[]*\\[[^]]*],\"state\":\"ON\"");
        }
    }

    @Test
    void theCommandsAreListedAndExplainedFromOutside() throws Exception {
        try (Instance instance = new Instance(home)) {
            instance.start("minimal", "--env", "development", "--wait", "5");

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(instance.backline("feature").output())
                            .contains("feature:list", "feature:off")
                            .doesNotContain("bot:status"));
            assertThat(instance.backline("feature", "off", "--help").output()).startsWith("Usage: feature:off");
        }
    }

    @Test
    void aFeatureThatFailsThreeTimesInARowIsLeftOffAndNamed() throws Exception {
        Path jar = new TestBundle("test.moody", "1.0.0")
                .feature("moody", ";summary=\"Starts when it likes\"")
                .activator(Moody.class, "org.osgi.framework")
                .write(home.resolve("moody.jar"));
        try (Instance instance = new Instance(home)) {
            instance.start("development");
            instance.backline("feature", "install", jar.toString());
            Path mood = Files.createFile(home.resolve("moody"));
            for (int start = 1; start <= 3; start++) {
                instance.backline("stop");
                assertThat(instance.start("development").code())
                        .as("the bot starts")
                        .isZero();
                // The framework tells of failures on a thread of its own.
                await("start " + start).atMost(PATIENCE).untilAsserted(() -> {
                    String list = instance.exec("feature:list").output();
                    assertThat(list)
                            .containsPattern("(?m)^moody +failed ")
                            .contains("does not start: IllegalStateException: it is moody");
                });
            }
            instance.backline("stop");
            instance.start("development");

            assertThat(instance.exec("feature:list").output())
                    .containsPattern("(?m)^moody +failed ")
                    .contains(
                            "its start failed 3 times in a row, so it is left off. “feature:on moody” tries it again");

            Files.delete(mood);
            assertThat(instance.exec("feature:on moody").output()).contains("moody is on.");
            instance.backline("stop");
            instance.start("development");
            assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^moody +on ");
        }
    }

    @Test
    void aSetOfWhichABundleDoesNotStartIsUndoneWhole() throws Exception {
        try (Instance instance = new Instance(home)) {
            instance.start("development");
            Outcome export = instance.backline("feature", "export", "mine");
            assertThat(export.output()).contains("conf/sets/mine.bndrun");
            Path set = home.resolve("conf/sets/mine.bndrun");
            // One that starts, one that does not without its library, and one less.
            Files.writeString(
                    set,
                    Files.readString(set)
                            .replaceFirst(
                                    "(\\S+annotations;\\S+)",
                                    "bcprov;version='[1,2)', dev.backline.ssh;version='[0,1)', \\\\\n"));
            String bundles = instance.exec("lb -s").output();

            assertThat(instance.backline("feature", "set", "mine", "--dry-run").output())
                    .contains("+ bcprov", "+ dev.backline.ssh", "- dev.backline.annotations");
            assertThat(instance.exec("lb -s").output()).isEqualTo(bundles);

            Outcome switched = instance.backline("feature", "set", "mine");

            assertThat(switched.code()).isOne();
            assertThat(switched.output())
                    .contains("dev.backline.ssh does not start", "org.apache.sshd")
                    .contains("Nothing was changed: the set is development as before");
            assertThat(instance.exec("lb -s").output()).isEqualTo(bundles);
            assertThat(instance.backline("feature", "set").output()).contains("The set is development.");
        }
    }

    @Test
    void aSetIsSwitchedToWhileMusicPlays() throws Exception {
        try (Instance instance = new Instance(home)) {
            instance.start("development");
            instance.exec("sandbox:say demo \"/play query:tone:440?seconds=600\"");
            assertThat(instance.backline("feature", "export", "before").code()).isZero();
            assertThat(instance.backline("feature", "install", "ssh").code()).isZero();
            assertThat(instance.backline("feature", "off", "guard").code()).isZero();
            assertThat(instance.backline("feature", "export", "after").code()).isZero();

            assertThat(instance.backline("feature", "set", "before").output())
                    .contains("> dev.backline.guard starts", "The set is before.");
            assertThat(instance.backline("feature", "set", "after").output())
                    .contains("- dev.backline.guard", "The set is after.");

            assertThat(instance.exec("feature:list").output())
                    .containsPattern("(?m)^ssh +on ")
                    .containsPattern("(?m)^guard +available ");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            instance.exec("sandbox:voice demo").output())
                    .contains("tone 440.0 Hz"));
        }
    }

    @Test
    void whatIsDoneByTheFrameworksOwnCommandsIsNoticed() throws Exception {
        try (Instance instance = new Instance(home)) {
            instance.start("development");

            instance.exec("stop dev.backline.annotations");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(history(instance, "annotations"))
                    .contains("turned off framework"));
            assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^annotations +off ");
        }
    }

    @Test
    void productionInstallsNoJarFromTheDeployFolderThatNobodyVouchedFor() throws Exception {
        Files.createDirectories(home.resolve("deploy"));
        Path jar = new TestBundle("test.cheap", "1.0.0")
                .feature("cheap", ";summary=Counts")
                .activator(Cheap.class, VOICE_OBSERVER)
                .write(home.resolve("deploy/cheap.jar"));
        try (Instance instance = new Instance(home)) {
            // There is no token, so that it does not become ready; its shell is there all the same.
            instance.start("production", "--wait", "5");

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            instance.backline("feature", "info", "cheap.jar").output())
                    .contains("refused: It is not signed, and its SHA-256 ", "trusted-bundles.sha256"));
            assertThat(instance.exec("lb -s").output()).doesNotContain("test.cheap");

            Files.writeString(home.resolve("conf/trusted-bundles.sha256"), sha256(jar) + "  cheap.jar\n");

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^cheap +on "));
        }
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    @Test
    void theGuardSwitchesOffWhatIsTooExpensiveAndLeavesTheCheapAlone() throws Exception {
        Files.createDirectories(home.resolve("conf"));
        Files.writeString(home.resolve("conf/local.json"), """
                {
                  "dev.backline.features": { "costWindowSeconds": 4 },
                  "dev.backline.guard": {
                    "totalPercent": 8, "featurePercent": 6, "checkSeconds": 1, "checks": 2, "retrySeconds": 5
                  }
                }
                """);
        Path cheap = new TestBundle("test.cheap", "1.0.0")
                .feature("cheap", ";summary=Counts;category=METRICS;observes=voice")
                .activator(Cheap.class, VOICE_OBSERVER)
                .write(home.resolve("cheap.jar"));
        Path expensive = new TestBundle("test.expensive", "1.0.0")
                .feature("expensive", ";summary=Computes;category=METRICS;observes=voice")
                .activator(Expensive.class, VOICE_OBSERVER)
                .write(home.resolve("expensive.jar"));
        try (Instance instance = new Instance(home)) {
            instance.start("development");
            assertThat(instance.exec("sandbox:load start --guilds 200 --rate 10 --playing 20")
                            .output())
                    .startsWith("Started");
            instance.backline("feature", "install", cheap.toString());
            instance.backline("feature", "install", expensive.toString());

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(history(instance, "expensive"))
                    .containsPattern("turned off guard: [0-9.]+ % of a CPU over \\d+ s \\(budget 6\\.00 %\\)"));
            assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^metrics +on ");
            assertThat(instance.exec("feature:guard").output())
                    .contains("expensive", "metrics-voice")
                    .as("without the way out of metrics, the bot seems to be down")
                    .doesNotContainPattern("(?m)^metrics ");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(history(instance, "expensive"))
                    .contains("guard: tried again after "));
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                            history(instance, "expensive").split("turned off", -1))
                    .as("switched off once more")
                    .hasSizeGreaterThan(2));

            assertThat(instance.backline("feature", "off", "expensive", "--why", "enough")
                            .code())
                    .isZero();
            assertThat(history(instance, "expensive"))
                    .endsWith("turned off " + System.getProperty("user.name") + ": enough ");
            assertThat(instance.exec("feature:guard").output())
                    .as("what an operator wants off is not tried again")
                    .doesNotContain("off until");

            assertThat(instance.exec("feature:list").output()).containsPattern("(?m)^cheap +on ");
            assertThat(history(instance, "cheap")).doesNotContain("guard");
            assertThat(instance.exec("sandbox:load stop --json").output())
                    .as("the bot answered all the while")
                    .contains("\"rejected\":0", "\"unanswered\":0");
        }
    }

    private static String history(Instance instance, String feature) throws Exception {
        return instance.quickly("feature:history " + feature).replaceAll("\\s+", " ");
    }
}
