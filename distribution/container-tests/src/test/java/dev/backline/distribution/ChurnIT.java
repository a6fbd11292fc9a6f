package dev.backline.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.distribution.Inspection.Remains;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every feature that can be removed comes and goes, again and again, while members of 200 guilds type and 20 of them
 * listen. Blocks with switches and blocks without take turns, so that what switches cause can be told from what else the
 * machine does.
 */
@Timeout(value = 60, unit = TimeUnit.MINUTES)
class ChurnIT {

    private static final int SWITCHES = Integer.getInteger("backline.churn.switches");
    private static final int INSTALLS = Integer.getInteger("backline.churn.installs");

    /** Nothing else runs on the machine, so that how late commands and music are is the bot's doing. */
    private static final boolean ALONE = Boolean.getBoolean("backline.churn.alone");

    private static final Path REPORT = Path.of(System.getProperty("backline.churn.report"));

    private static final int PLAYING = 20;
    private static final String LOAD = "sandbox:load start --guilds 200 --rate 50 --playing " + PLAYING;
    private static final int PACKETS_PER_SECOND = 50;
    private static final int BLOCK = 50;
    private static final Duration PACE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final double DEADLINE_MILLIS = 3000;

    /** Framework and history keep some 10 kB per switch; a class loader that stays, with what hangs on it, has more. */
    private static final long KILOBYTES_PER_CYCLE = 50;

    private final Instance instance;

    /** What is done to a feature in one cycle. */
    private enum Cycle {
        STOP_AND_START,
        UPDATE,
        UNINSTALL_AND_INSTALL;

        private List<String> commands() {
            return switch (this) {
                case STOP_AND_START -> List.of("feature:off %s", "feature:on %s");
                case UPDATE -> List.of("feature:update %s");
                case UNINSTALL_AND_INSTALL -> List.of("feature:remove %s", "feature:install %s");
            };
        }
    }

    ChurnIT(@TempDir Path home) throws IOException {
        Files.createDirectories(home.resolve("conf"));
        // What costs too much is another test's business.
        Files.writeString(home.resolve("conf/local.json"), "{ \"dev.backline.guard\": { \"dryRun\": true } }");
        // What only a soft reference holds may go: it would stay for minutes, and with it a class loader.
        instance = new Instance(home, Map.of("BACKLINE_OPTS", "-XX:SoftRefLRUPolicyMSPerMB=0"));
    }

    @Test
    void nobodyNoticesThatFeaturesComeAndGo() throws Exception {
        try (instance) {
            assertThat(instance.start("development").output()).startsWith("Ready");
            List<String> features = features();
            instance.quickly(LOAD);
            for (Cycle cycle : Cycle.values()) {
                for (String feature : features) {
                    cycle(cycle, feature);
                }
            }
            instance.quickly("sandbox:load stop");
            forgetTheLoad();
            Inspection inspection = new Inspection(instance.processId());
            Remains before = inspection.remains();
            instance.quickly(LOAD);

            List<Block> blocks = churn(features);

            JsonObject voice = instance.json("sandbox:load status --json");
            instance.quickly("sandbox:load stop");
            await().atMost(PATIENCE)
                    .until(() -> instance.json("sandbox:load status --json").getInt("inFlight") == 0);
            JsonObject commands = instance.json("sandbox:load status --json");
            forgetTheLoad();
            Remains after = inspection.remains(before);
            Voice heard = Voice.of(voice, blocks);
            report(features, commands, heard, before, after);

            assertThat(commands.getInt("answered")).as("answered").isEqualTo(commands.getInt("sent"));
            assertThat(commands.getInt("rejected")).as("never sent").isZero();
            assertThat(voice.getInt("lost")).as("voice packets left out").isZero();
            assertThat(voice.getInt("packets")).as("voice packets").isGreaterThan((int)
                    ((ALONE ? 0.97 : 0.8) * PLAYING * PACKETS_PER_SECOND * seconds(voice)));
            if (ALONE) {
                assertThat(millis(commands, "max")).as("slowest reaction").isLessThan(DEADLINE_MILLIS);
                assertThat(heard.stallsWith()).as("stalls of the music").isLessThanOrEqualTo(heard.allowed());
            }
            assertThat(after.classLoaders()).as("class loaders").isLessThanOrEqualTo(before.classLoaders());
            assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 10);
            assertThat(after.heapKilobytes() - before.heapKilobytes())
                    .as("kB of heap more than before")
                    .isLessThan(10_000 + KILOBYTES_PER_CYCLE * (SWITCHES + 2 * INSTALLS));
            assertThat(instance.log()).doesNotContain(" ERROR ");
        }
    }

    /** The sandbox keeps what members typed and saw for a quarter of an hour, as Discord does; a new one knows nothing. */
    private void forgetTheLoad() throws IOException {
        instance.quickly("feature:off sandbox --force");
        instance.quickly("feature:on sandbox");
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(instance.quickly("bot:ready"))
                .isEmpty());
    }

    /** All that can be removed; what is in the store is installed before. */
    private List<String> features() throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonObject feature : instance.jsonArray("feature:list --json").getValuesAs(JsonObject.class)) {
            if (feature.getBoolean("removable")) {
                String name = feature.getString("name");
                names.add(name);
                if (feature.getString("state").equals("AVAILABLE")) {
                    instance.quickly("feature:install " + name);
                }
            }
        }
        assertThat(names).contains("annotations", "deploy", "guard", "ssh");
        return names;
    }

    /** A time with switches, or one without. */
    record Block(boolean switching, Instant start, Instant end) {

        boolean contains(Instant moment) {
            return !moment.isBefore(start) && moment.isBefore(end);
        }

        double seconds() {
            return Duration.between(start, end).toMillis() / 1e3;
        }
    }

    private List<Block> churn(List<String> features) throws Exception {
        List<Cycle> cycles = new ArrayList<>();
        for (int i = 0; i < SWITCHES; i++) {
            cycles.add(Cycle.STOP_AND_START);
            if (i * INSTALLS / SWITCHES < (i + 1) * INSTALLS / SWITCHES) {
                cycles.add(Cycle.UNINSTALL_AND_INSTALL);
                cycles.add(Cycle.UPDATE);
            }
        }
        List<Block> blocks = new ArrayList<>();
        for (int from = 0; from < cycles.size(); from += BLOCK) {
            Instant start = Instant.now();
            for (int i = from; i < Math.min(from + BLOCK, cycles.size()); i++) {
                Instant next = Instant.now().plus(PACE);
                cycle(cycles.get(i), features.get(i % features.size()));
                awaitMoment(next);
            }
            Instant end = Instant.now();
            blocks.add(new Block(true, start, end));
            awaitMoment(end.plus(Duration.between(start, end)));
            blocks.add(new Block(false, end, Instant.now()));
        }
        return blocks;
    }

    private void cycle(Cycle cycle, String feature) throws IOException {
        for (String command : cycle.commands()) {
            instance.quickly(command.formatted(feature));
        }
    }

    /** Keeps the pace; what is waited for is time itself. */
    private static void awaitMoment(Instant moment) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofMinutes(10))
                .until(() -> !Instant.now().isBefore(moment));
    }

    /**
     * What was heard, with switches and without. Pauses at the same time in several guilds are one stall.
     */
    private record Voice(
            double longestMillis,
            double secondsWith,
            long stallsWith,
            double longestWith,
            double secondsWithout,
            long stallsWithout,
            double longestWithout) {

        private static final Duration TOGETHER = Duration.ofMillis(100);

        static Voice of(JsonObject load, List<Block> blocks) {
            return new Voice(
                    load.getJsonNumber("longestGapMillis").doubleValue(),
                    seconds(blocks, true),
                    stalls(load, blocks, true),
                    longest(load, blocks, true),
                    seconds(blocks, false),
                    stalls(load, blocks, false),
                    longest(load, blocks, false));
        }

        private static double seconds(List<Block> blocks, boolean switching) {
            return blocks.stream()
                    .filter(block -> block.switching() == switching)
                    .mapToDouble(Block::seconds)
                    .sum();
        }

        private static List<JsonObject> gaps(JsonObject load, List<Block> blocks, boolean switching) {
            return load.getJsonArray("longGaps").getValuesAs(JsonObject.class).stream()
                    .filter(gap -> blocks.stream()
                            .anyMatch(block -> block.switching() == switching && block.contains(endedAt(gap))))
                    .toList();
        }

        private static long stalls(JsonObject load, List<Block> blocks, boolean switching) {
            long stalls = 0;
            Instant before = Instant.MIN;
            for (JsonObject gap : gaps(load, blocks, switching)) {
                if (before.plus(TOGETHER).isBefore(endedAt(gap))) {
                    stalls++;
                }
                before = endedAt(gap);
            }
            return stalls;
        }

        private static double longest(JsonObject load, List<Block> blocks, boolean switching) {
            return gaps(load, blocks, switching).stream()
                    .mapToDouble(gap -> gap.getJsonNumber("millis").doubleValue())
                    .max()
                    .orElse(0);
        }

        private static Instant endedAt(JsonObject gap) {
            return Instant.parse(gap.getString("endedAt"));
        }

        /**
         * As many as may be chance. A machine that stalls without switches is short of CPU, so that any work makes it
         * stall more often, and the work of switching is no exception.
         */
        long allowed() {
            double expected = 2 * stallsWithout * secondsWith / secondsWithout;
            return Math.round(expected + 4 * Math.sqrt(expected + 1));
        }
    }

    private static double seconds(JsonObject load) {
        return load.getJsonNumber("seconds").doubleValue();
    }

    private static double millis(JsonObject load, String quantile) {
        return load.getJsonObject("acknowledgeMillis").getJsonNumber(quantile).doubleValue();
    }

    private static void report(List<String> features, JsonObject load, Voice voice, Remains before, Remains after)
            throws IOException {
        String text = String.format(
                Locale.ROOT,
                """
                Features come and go under load: %d stop/start, %d uninstall/install and %d update cycles
                over %s
                while 200 guilds send 50 commands a second and 20 of them play.

                commands   %d sent, %d answered, %d rejected; bot's reaction p50 %.1f ms, p99 %.1f ms, longest %.1f ms
                voice      %d packets, %d left out, longest gap %.1f ms
                  with     %.0f s of switching: %d stalls of more than 40 ms, the longest %.1f ms
                  without  %.0f s between:      %d stalls of more than 40 ms, the longest %.1f ms
                                      before     after
                class loaders of bundles %6d    %6d   alive after collection
                threads                  %6d    %6d
                heap                     %6d    %6d   kB after collection
                """,
                SWITCHES,
                INSTALLS,
                INSTALLS,
                String.join(", ", features),
                load.getInt("sent"),
                load.getInt("answered"),
                load.getInt("rejected"),
                millis(load, "p50"),
                millis(load, "p99"),
                millis(load, "max"),
                load.getInt("packets"),
                load.getInt("lost"),
                voice.longestMillis(),
                voice.secondsWith(),
                voice.stallsWith(),
                voice.longestWith(),
                voice.secondsWithout(),
                voice.stallsWithout(),
                voice.longestWithout(),
                before.classLoaders(),
                after.classLoaders(),
                before.threads(),
                after.threads(),
                before.heapKilobytes(),
                after.heapKilobytes());
        Files.createDirectories(REPORT.toAbsolutePath().getParent());
        Files.writeString(REPORT, text);
        System.out.println(text);
    }
}
