package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.backline.distribution.Instance.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DistributionIT {

    private static final int NOT_RUNNING = 3;
    private static final int RUNNING_ALREADY = 4;
    private static final int ENDED_BY_SIGTERM = 143;

    /** Without a token no wait is long enough, so starts are given up soon; what is said then may need more. */
    private static final Duration STARTED = Duration.ofSeconds(60);

    private static final Pattern PER_SECOND = Pattern.compile("([0-9.]+) per second");
    private static final Pattern TONE = Pattern.compile("tone ([0-9.]+) Hz");

    private final Path folder;

    DistributionIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "production", "development"})
    void everySetStartsWholeOnAnEmptyAndOnAWarmCache(String set) throws Exception {
        for (String cache : new String[] {"empty", "warm"}) {
            try (Instance instance = new Instance(folder)) {
                instance.start(set, "--wait", "15");

                await().atMost(STARTED).untilAsserted(() -> assertThat(
                                instance.backline("status", "--json").output())
                        .as(cache)
                        .contains("\"notStarted\":[]", "\"waiting\":[]", "\"set\":\"" + set + "\""));
                assertThat(instance.log()).as(cache).doesNotContain(" ERROR ", "lacks the key");
            }
        }
    }

    @Test
    void playsWhatAMemberAsksFor() throws Exception {
        try (Instance instance = new Instance(folder)) {
            assertThat(instance.start("development").output()).startsWith("Ready (process ");

            assertThat(instance.exec("sandbox:say demo \"/play tone 440\"").output())
                    .contains("Now playing", "Tone 440 Hz", "[ ⏸ Pause ]");

            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                String heard = instance.quickly("sandbox:voice demo");
                assertThat(heard).contains("tone 440.0 Hz", " 0 lost");
                assertThat(number(PER_SECOND, heard)).isGreaterThan(45);
            });
        }
    }

    @Test
    void playsEveryKindOfFileFromTheLibrary() throws Exception {
        Files.createDirectories(folder.resolve("library"));
        Path samples = Path.of(System.getProperty("backline.samples"));
        Map<String, Double> tones = Map.of(
                "sine-440.mp3", 440.0,
                "sine-550.flac", 550.0,
                "sine-660.ogg", 660.0,
                "sine-770.wav", 770.0,
                "sine-880.m4a", 880.0);
        for (String file : tones.keySet()) {
            Files.copy(samples.resolve(file), folder.resolve("library").resolve(file));
        }
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            // Before anything plays: a sample is over in three seconds.
            assertThat(instance.exec("sandbox:say demo \"/loop track\"").output())
                    .contains("Loop: ");
            for (Map.Entry<String, Double> sample : tones.entrySet()) {
                String played = instance.exec("sandbox:say demo \"/play library:" + sample.getKey() + "\"")
                        .output();
                assertThat(played).as(sample.getKey()).contains("Now playing");

                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                                number(TONE, instance.exec("sandbox:voice demo").output()))
                        .as(sample.getKey())
                        .isCloseTo(sample.getValue(), within(2.0)));

                instance.exec("sandbox:say demo /stop");
            }
        }
    }

    /** Of what was heard; 0 when it has no such number. */
    private static double number(Pattern pattern, String heard) {
        Matcher number = pattern.matcher(heard);
        return number.find() ? Double.parseDouble(number.group(1)) : 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop 4000", "reconnect", "5xx 1", "429 1", "latency 300"})
    void answersAgainAfterAFaultAndPlaysOn(String fault) throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            instance.exec("sandbox:say demo \"/play query:tone:440?seconds=600\"");

            assertThat(instance.exec("sandbox:fault " + fault).output()).startsWith("Done");

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            instance.exec("sandbox:say demo /nowplaying").output())
                    .contains("Now playing", "Tone 440 Hz"));
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            instance.exec("sandbox:voice demo").output())
                    .contains("tone 440.0 Hz"));
        }
    }

    @Test
    void everyCommandAnswersAMember() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("/join", "I am in #lounge.");
        answers.put("/play tone 440", "Now playing");
        answers.put("/play tone 550", "Added Tone 550 Hz");
        answers.put("/play tone 660", "at position 2");
        answers.put("/queue", "2 tracks · 2:00");
        answers.put("/nowplaying", "Tone 440 Hz");
        answers.put("/pause", "Paused at");
        answers.put("/resume", "Going on at");
        answers.put("/seek 0:30", "Going to 0:30 of 1:00.");
        answers.put("/volume 50", "Volume 50 %.");
        answers.put("/loop queue", "Loop: the queue.");
        answers.put("/shuffle", "Mixed 2 tracks.");
        answers.put("/move 2 1", "is number 1 now.");
        answers.put("/remove 2", "Removed Tone");
        answers.put("/skip", "Skipped Tone 440 Hz");
        answers.put("/clear", "The queue is empty already.");
        answers.put("/history", "Tone 440 Hz");
        answers.put("/stop", "Stopped, and the queue is empty.");
        answers.put("/help", "What you can do");
        answers.put("/about", "Backline 0.");
        answers.put("/leave", "Bye!");
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            // A tone is over in a minute, and each start of a program takes some of it.
            for (Map.Entry<String, String> answer : answers.entrySet()) {
                assertThat(instance.quickly("sandbox:say demo \"" + answer.getKey() + "\""))
                        .as(answer.getKey())
                        .contains(answer.getValue());
            }
        }
    }

    @Test
    void refusesASecondStartInTheSameHome() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");

            Outcome second = instance.start("development");

            assertThat(second.code()).isEqualTo(RUNNING_ALREADY);
            assertThat(second.output()).contains("An instance runs in " + folder + " already (process ");
        }
    }

    @Test
    void twoHomesRunSideBySide() throws Exception {
        try (Instance one = new Instance(folder.resolve("one"));
                Instance two = new Instance(folder.resolve("two"))) {
            assertThat(one.start("development").code()).isZero();
            assertThat(two.start("development").code()).isZero();

            assertThat(one.backline("status").code()).isZero();
            assertThat(two.backline("status").code()).isZero();
        }
    }

    @Test
    void theEnvironmentNamesTheHome() throws Exception {
        try (Instance instance = new Instance(folder)) {
            // The script decides of temporary files before Java is asked.
            assertThat(instance.backlineWithoutOption("run", "--set", "huge").code())
                    .isOne();
            assertThat(folder.resolve("data/tmp")).isDirectory();

            Outcome started = instance.backlineWithoutOption("start", "--set", "development", "--http-port", "0");

            assertThat(started.output()).startsWith("Ready");
            assertThat(instance.backline("status").code()).isZero();
            assertThat(instance.backlineWithoutOption("exec", "bot:ready").code())
                    .isZero();
            assertThat(instance.backlineWithoutOption("stop").code()).isZero();
        }
    }

    @Test
    void goesOnWhenItsTerminalIsClosed() throws Exception {
        try (Instance instance = new Instance(folder)) {
            String started = instance.start("development").output();
            Matcher process = Pattern.compile("process (\\d+)").matcher(started);
            assertThat(process.find()).as(started).isTrue();

            // As the kernel does to whoever belongs to a terminal that is gone.
            assertThat(new ProcessBuilder("kill", "-HUP", process.group(1))
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(ProcessHandle.of(Long.parseLong(process.group(1)))
                            .orElseThrow()
                            .onExit())
                    .failsWithin(Duration.ofSeconds(2));
            assertThat(instance.backline("status").code()).isZero();
        }
    }

    @Test
    void runsWithoutTheShellWhereThereIsNoTerminal() throws Exception {
        Path printed = folder.resolve("printed.txt");
        try (Instance instance = new Instance(folder)) {
            Process process = instance.runInForeground("development", printed);

            await().atMost(STARTED)
                    .untilAsserted(() -> assertThat(instance.backline("status").code())
                            .as(read(printed))
                            .isZero());
            assertThat(read(printed)).contains(" INFO ").doesNotContain("backline>");

            assertThat(instance.backline("stop").code()).isZero();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        }
    }

    @Test
    void whatOnlyTheProcessSaysIsKeptOverAStart() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            new ProcessBuilder("kill", "-QUIT", Long.toString(instance.processId()))
                    .inheritIO()
                    .start()
                    .waitFor();
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(instance.console()).contains("Full thread dump"));
            instance.backline("stop");

            instance.start("development");

            assertThat(instance.log()).contains(" INFO ");
            assertThat(instance.console()).contains("Full thread dump").doesNotContain(" INFO ");
        }
    }

    @Test
    void saysThatNothingRuns() throws Exception {
        Instance instance = new Instance(folder);

        assertThat(instance.backline("status").code()).isEqualTo(NOT_RUNNING);
        assertThat(instance.exec("bot:status").code()).isEqualTo(NOT_RUNNING);
        assertThat(instance.backline("stop").code()).isEqualTo(NOT_RUNNING);
    }

    @Test
    void aFailedShellCommandFailsOutsideToo() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");

            Outcome failed = instance.exec("sandbox:say nowhere /help");

            assertThat(failed.code()).isEqualTo(1);
            assertThat(failed.output()).contains("There is no guild nowhere. Guilds: demo");
        }
    }

    @Test
    void saysWhichTokenIsMissingAndStaysManageable() throws Exception {
        try (Instance instance = new Instance(folder)) {
            Outcome started = instance.start("production", "--wait", "10");

            assertThat(started.code()).isEqualTo(1);
            assertThat(started.output()).contains("is not ready");
            await().atMost(STARTED)
                    .untilAsserted(() -> assertThat(instance.exec("bot:status").output())
                            .contains("Not ready: discord: There is no token"));
        }
    }

    @Test
    void saysThatDiscordRefusesItsIntentsAndStaysManageable() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            instance.exec("sandbox:fault intents on");

            instance.exec("sandbox:fault forget");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(instance.exec("bot:status").output())
                            .contains("Not ready: discord: Discord does not allow", "GUILD_VOICE_STATES"));
        }
    }

    @Test
    void everyCommandOfTheShellSaysHowItIsUsed() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            String help = instance.exec("help").output();

            for (String line :
                    help.lines().filter(line -> line.startsWith("  ")).toList()) {
                String command = line.strip().split("\\s", 2)[0];
                assertThat(instance.quickly(command + " --help"))
                        .as(command)
                        .startsWith("Usage: " + command)
                        .contains("--help");
            }
            assertThat(help).contains("bot:status", "sandbox:say", "sandbox:load");
        }
    }

    @Test
    void aJarInTheDeployFolderIsInstalledAndTakenOutAgain() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            Path jar = folder.resolve("deploy/extra.jar");
            try (JarOutputStream bundle =
                    new JarOutputStream(Files.newOutputStream(folder.resolve("extra.jar")), extra())) {
                bundle.finish();
            }
            Files.move(folder.resolve("extra.jar"), jar);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(instance.exec("lb -s extra").output()).containsPattern("Active.*test.extra"));
            Files.delete(jar);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(instance.exec("lb -s extra").output()).doesNotContain("test.extra"));
        }
    }

    private static Manifest extra() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", "test.extra");
        return manifest;
    }

    @Test
    void namesWhatIsWrongInAFileAndGoesOn() throws Exception {
        Files.createDirectories(folder.resolve("conf"));
        Files.writeString(folder.resolve("conf/local.json"), """
                {
                  "dev.backline.runtime": { "queueCapacity": "many", "queueLength": 5 },
                  "dev.backline.nothing": { "a": 1 }
                }
                """);
        try (Instance instance = new Instance(folder)) {
            assertThat(instance.start("development").code()).isZero();

            assertThat(instance.exec("bot:status").output())
                    .contains("local.json: “dev.backline.runtime”, key “queueCapacity”: expected a whole number")
                    .contains("local.json: “dev.backline.runtime” has no key “queueLength”")
                    .contains("local.json: no installed bundle takes “dev.backline.nothing”");

            Files.writeString(folder.resolve("conf/local.json"), "{ \"dev.backline.runtime\": { \n oops } }");
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(instance.exec("bot:status").output())
                            .contains("local.json: is no JSON object, see line 2, column ")
                            .contains("its last good content holds"));
        }
    }

    @Test
    void reconfiguresARunningComponentWhenAFileChanges() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");

            Files.writeString(
                    folder.resolve("conf/local.json"), "{ \"dev.backline.sandbox\": { \"guilds\": [\"late\"] } }");

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() ->
                            assertThat(instance.exec("sandbox:guilds").output()).startsWith("late"));
        }
    }

    @Test
    void leavesNoTokenInLogsAndOutput() throws Exception {
        Files.createDirectories(folder.resolve("conf/secrets"));
        String token = "MTE5ODYyMjQ4MzQ3MTkyNTI0OA.Cl2FMQ.a-token-that-nobody-may-see";
        Files.writeString(folder.resolve("conf/secrets/discord-token"), token);
        Files.writeString(
                folder.resolve("conf/local.json"),
                "{ \"dev.backline.discord\": { \".token\": \"$[secret:discord-token]\" } }");
        try (Instance instance = new Instance(folder)) {
            Outcome started = instance.start("development", "--wait", "15");

            assertThat(started.code()).as("the sandbox knows another token").isEqualTo(1);
            assertThat(started.output()).doesNotContain(token);
            await().atMost(STARTED)
                    .untilAsserted(() -> assertThat(instance.exec("bot:status").output())
                            .contains("Not ready: discord: Discord does not accept the token"));
            assertThat(instance.exec("bot:status --json").output()).doesNotContain(token);
            assertThat(instance.log()).doesNotContain(token);
        }
    }

    @Test
    void stopsInOrderAndGoesOnWithTheSameQueue() throws Exception {
        try (Instance instance = new Instance(folder)) {
            instance.start("development");
            instance.exec("sandbox:say demo \"/play tone 440\"");
            instance.exec("sandbox:say demo \"/play tone 550\"");

            assertThat(instance.backline("stop").code()).isZero();

            assertThat(instance.log())
                    .containsSubsequence("Logging out", "Logged out")
                    .doesNotContain(" ERROR ");
            try (var kept = Files.list(folder.resolve("data/sessions"))) {
                assertThat(kept.findFirst().map(DistributionIT::read))
                        .get()
                        .asString()
                        .contains("tone:440", "tone:550");
            }

            assertThat(instance.start("development").code()).isZero();
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                            instance.exec("sandbox:voice demo").output())
                    .contains("tone 440.0 Hz"));
            assertThat(instance.exec("sandbox:say demo /queue").output()).contains("Tone 550 Hz");
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
