package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.playback.Sessions;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.node.SandboxNodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * Guilds listen, half of them by each of two nodes, while nodes fail in every way. What they may notice is one gap
 * of less than three seconds; no queue changes, and the metrics tell what happened.
 */
public class LavalinkIT extends DevelopmentSet {

    private static final int GUILDS = Integer.getInteger("lavalink.guilds", 20);
    private static final int HALF = GUILDS / 2;
    private static final String NORTH = "lavalink (north)";
    private static final String SOUTH = "lavalink (south)";
    private static final String EMBEDDED = "embedded";

    /** Discord takes 120 messages a minute, and a guild that goes back from the bot's own voice to a node is two of them. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What an operator is promised of a node that fails. */
    private static final Duration PROMISED = Duration.ofSeconds(3);

    /** For what moves nobody: more than the stalls of a machine that does other things, too. */
    private static final Duration NONE = Duration.ofSeconds(1);

    @Inject
    private SandboxNodes servers;

    @Inject
    private Sessions sessions;

    private Audience audience;

    @Before
    public void everybodyListens() throws Exception {
        audience = new Audience(sandbox, sessions, GUILDS);
        for (String name : List.of("north", "south")) {
            if (servers.nodes().stream()
                    .noneMatch(node -> node.settings().name().equals(name))) {
                servers.add(NodeSettings.named(name));
            }
        }
        configure("north", "south");
        awaitUp(2);
        audience.say("/stop");
        audience.say("/play tone:440?seconds=600");
        audience.say("/play tone:550?seconds=600");
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(2)).untilAsserted(() -> {
            audience.callBack();
            assertThat(audience.places()).allMatch(place -> place.startsWith("lavalink ("));
        });
        for (int i = 0; i < GUILDS; i++) {
            String guild = audience.guilds().get(i);
            String node = i % 2 == 0 ? "north" : "south";
            if (!audience.place(guild).contains(node)) {
                shell("lavalink:move " + audience.id(guild) + " " + node);
            }
        }
        audience.awaitHearing(440);
        assertThat(audience.places()).containsOnly(NORTH, SOUTH);
    }

    @After
    public void everythingWorks() {
        servers.nodes().forEach(SandboxNode::heal);
    }

    @Test
    public void aNodeDies() throws Exception {
        survives(new Fault.Death(), "connection_lost");
    }

    @Test
    public void aNodeHangs() throws Exception {
        survives(new Fault.Hang(), "hanging");
    }

    @Test
    public void aNodeIsStartedAnew() throws Exception {
        survives(new Fault.Restart(), "restarted");
    }

    @Test
    public void aNodeForgetsItsPassword() throws Exception {
        survives(new Fault.Refusal(), "password_refused");

        assertThat(shell("lavalink:nodes")).contains("! north: ", "dev.backline.lavalink.node~north");
        servers.node("north").heal();
        // It would be tried again in half a minute; who changes its configuration does not wait.
        configure("south");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shell("lavalink:nodes")).doesNotContain("north"));
        configure("north", "south");
        awaitUp(2);
    }

    @Test
    public void onlyTheConnectionBreaks() throws Exception {
        List<String> places = audience.places();
        double resumed = metric("connections_total", "north", "kind", "resumed");
        double lost = metric("disconnections_total", "north", "reason", "connection_lost");
        double left = metric("departures_total", "north", "reason", "node_lost");

        notices("the connection to a node breaks", NONE, () -> {
            servers.node("north").suffer(new Fault.Drop());
            awaitMetric(resumed + 1, "connections_total", "north", "kind", "resumed");
        });

        assertThat(audience.places()).isEqualTo(places);
        assertThat(metric("disconnections_total", "north", "reason", "connection_lost"))
                .isEqualTo(lost + 1);
        assertThat(metric("departures_total", "north", "reason", "node_lost")).isEqualTo(left);
    }

    @Test
    public void allNodesDieAndComeBack() throws Exception {
        notices("all nodes die", PROMISED, () -> {
            servers.nodes().forEach(node -> node.suffer(new Fault.Death()));
            audience.awaitPlace(EMBEDDED);
        });

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shell("lavalink:health"))
                .contains("no node of 2 is connected; music plays by embedded"));
        servers.nodes().forEach(SandboxNode::heal);
        awaitUp(2);
        assertThat(audience.places()).as("nobody is moved back in a track").containsOnly(EMBEDDED);
        String first = audience.guilds().getFirst();
        audience.says(first, "/skip");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audience.place(first)).startsWith("lavalink ("));
        assertThat(audience.says(first, "/nowplaying")).contains("Tone 550 Hz", "played by lavalink (");
    }

    @Test
    public void aLoadedNodeKeepsItsPlayersAndGetsNoMore() throws Exception {
        List<String> places = audience.places();

        notices("a node is loaded", NONE, () -> {
            servers.node("north").suffer(new Fault.Overload());
            awaitMetric(1, "frames", "north", "kind", "deficit");
            alice().says("/play tone 330", "Now playing");
            alice().hears(330);
            alice().says("/nowplaying", "played by lavalink (south)");
        });

        assertThat(audience.places()).isEqualTo(places);
        assertThat(shell("lavalink:health")).contains("of its frames are missing", "the CPUs of its machine");
    }

    @Test
    public void aNodeIsDrainedAndFilled() throws Exception {
        double left = metric("departures_total", "north", "reason", "drained");

        notices("a node is drained", PROMISED, () -> {
            assertThat(shell("lavalink:drain north")).contains(HALF + " go elsewhere now");
            audience.awaitPlace(SOUTH);
        });

        awaitMetric(left + HALF, "departures_total", "north", "reason", "drained");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(servers.node("north").players()).isEmpty());
        shell("lavalink:fill north");
    }

    @Test
    public void aNodeIsTakenOutOfTheConfiguration() throws Exception {
        notices("a node is taken out of the configuration", PROMISED, () -> {
            configure("south");
            audience.awaitPlace(SOUTH);
        });

        assertThat(shell("lavalink:nodes")).contains("south").doesNotContain("north");
        awaitMetric(1, "disconnections_total", "north", "reason", "removed");
    }

    @Test
    public void theBackendIsSwitchedOffAndOn() throws Exception {
        notices("playing on nodes is switched off", PROMISED, () -> {
            shell("feature:off lavalink-backend");
            audience.awaitPlace(EMBEDDED);
        });

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(servers.nodes())
                .allSatisfy(node -> assertThat(node.players()).isEmpty()));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("backline-lavalink"));

        notices("playing on nodes is switched on", NONE, () -> {
            shell("feature:on lavalink-backend");
            awaitUp(2);
        });
        String first = audience.guilds().getFirst();
        audience.says(first, "/skip");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audience.place(first)).startsWith("lavalink ("));
    }

    @Test
    public void watchingIsSwitchedOffAndOnAgainAndAgain() throws Exception {
        int toggles = Integer.getInteger("lavalink.toggles", 50);
        Bundle health = bundle("dev.backline.lavalink.health");
        List<String> places = audience.places();

        notices("watching is switched off and on " + toggles + " times", NONE, () -> {
            for (int i = 0; i < toggles; i++) {
                health.stop(Bundle.STOP_TRANSIENT);
                health.start(Bundle.START_TRANSIENT);
            }
        });

        assertThat(audience.places()).isEqualTo(places);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shell("lavalink:health")).contains("2 of 2 nodes connected"));
    }

    private interface Happening {
        void happens() throws Exception;
    }

    /** The players of a node that fails go on by the other one, and the metrics say how many, and why. */
    private void survives(Fault fault, String trouble) throws Exception {
        double lost = metric("disconnections_total", "north", "reason", trouble);
        double left = metric("departures_total", "north", "reason", "node_lost");
        double came = metric("assignments_total", "south", "reason", "node_lost");

        notices("a node fails: " + trouble, PROMISED, () -> {
            servers.node("north").suffer(fault);
            audience.awaitPlace(SOUTH);
        });

        awaitMetric(lost + 1, "disconnections_total", "north", "reason", trouble);
        awaitMetric(left + HALF, "departures_total", "north", "reason", "node_lost");
        awaitMetric(came + HALF, "assignments_total", "south", "reason", "node_lost");
    }

    /** Something happens while everybody listens: nobody hears a longer gap, and no queue is another one afterwards. */
    private void notices(String what, Duration atMost, Happening happening) throws Exception {
        List<List<String>> queues = audience.queues();
        try (GapWatch watch = new GapWatch(sandbox, audience.guilds())) {
            happening.happens();
            audience.awaitHearing(440);
            Duration longest = watch.longest();
            Files.writeString(
                    Path.of(System.getProperty("backline.lavalink.report")),
                    longest.toMillis() + " ms: " + what + System.lineSeparator(),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            assertThat(longest).as(what).isLessThan(atMost);
        }
        assertThat(audience.queues()).isEqualTo(queues);
    }

    private void configure(String... names) throws Exception {
        Stream<String> nodes = Arrays.stream(names)
                .map(name -> "\"dev.backline.lavalink.node~" + name + "\": { \"uri\": \""
                        + servers.node(name).uri() + "\", \".password\": \"" + NodeSettings.USUAL_PASSWORD + "\" }");
        Files.writeString(
                Path.of(context.getProperty("backline.conf"), "local.json"),
                Stream.concat(Stream.of("\"dev.backline.lavalink.backend\": { \"settleSeconds\": 0 }"), nodes)
                        .collect(Collectors.joining(",\n  ", "{\n  ", "\n}\n")));
    }

    private void awaitUp(int nodes) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shell("lavalink:nodes --json").split("\"state\":\"UP\"", -1))
                        .hasSize(nodes + 1));
    }

    /** A sample of a metric of nodes; 0 when there is none. */
    private double metric(String name, String node, String label, String value) throws Exception {
        String series = "backline_lavalink_node_" + name + "{node=\"" + node + "\"," + label + "=\"" + value + "\",} ";
        return shell("metrics:scrape")
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElse(0);
    }

    private void awaitMetric(double atLeast, String name, String node, String label, String value) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(metric(name, node, label, value))
                .as("%s of %s, %s", name, node, value)
                .isGreaterThanOrEqualTo(atLeast));
    }
}
