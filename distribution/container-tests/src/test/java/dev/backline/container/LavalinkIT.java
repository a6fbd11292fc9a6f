package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import dev.backline.sandbox.SandboxGuild;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.node.SandboxNodes;
import dev.backline.sandbox.voice.Heard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;

/**
 * Twenty guilds listen while nodes fail in every way. What they may notice is one gap of less than three seconds; no
 * queue changes, and the metrics tell what happened.
 */
public class LavalinkIT extends DevelopmentSet {

    private static final int GUILDS = 20;
    private static final Duration PROMISED = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<String> NAMES =
            IntStream.rangeClosed(1, GUILDS).mapToObj(i -> "guild-" + i).toList();

    @Inject
    private SandboxNodes servers;

    @Inject
    private Sessions sessions;

    @Before
    public void playOnTwoNodes() throws Exception {
        for (String name : List.of("north", "south")) {
            if (servers.nodes().stream().noneMatch(node -> node.settings().name().equals(name))) {
                servers.add(NodeSettings.named(name));
            }
            servers.node(name).heal();
        }
        configure("north", "south");
        awaitNodes("\"state\":\"UP\"", 2);
        List<String> known = sandbox.guilds().stream().map(SandboxGuild::name).toList();
        NAMES.stream().filter(name -> !known.contains(name)).forEach(sandbox::createGuild);
        for (String guild : NAMES) {
            says(guild, "/play tone 440");
            says(guild, "/play tone 550");
        }
        awaitEverybodyHears();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(places())
                .allMatch(place -> place.startsWith("lavalink (")));
    }

    @After
    public void stopEverywhere() throws Exception {
        for (String guild : NAMES) {
            says(guild, "/stop");
            says(guild, "/leave");
        }
        configure();
        for (SandboxNode node : servers.nodes()) {
            servers.remove(node.settings().name());
        }
    }

    @Test
    public void aNodeDies() throws Exception {
        survives("north", new Fault.Death(), "lavalink (south)", "connection_lost", "node_lost");
    }

    @Test
    public void aNodeHangs() throws Exception {
        survives("north", new Fault.Hang(), "lavalink (south)", "hanging", "node_lost");
    }

    @Test
    public void aNodeForgetsItsPassword() throws Exception {
        survives("north", new Fault.Refusal(), "lavalink (south)", "hanging", "node_lost");
    }

    @Test
    public void aNodeIsStartedAnew() throws Exception {
        double before = metric("backline_lavalink_node_departures_total{node=\"north\",reason=\"node_lost\",}");
        List<List<String>> queues = queues();
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            servers.node("north").suffer(new Fault.Restart());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(places())
                    .containsOnly("lavalink (south)"));
            awaitEverybodyHears();
            assertThat(watch.longest()).isLessThan(PROMISED);
        }
        assertThat(queues()).isEqualTo(queues);
        awaitMetric(
                "backline_lavalink_node_departures_total{node=\"north\",reason=\"node_lost\",}", before + 1);
    }

    @Test
    public void onlyTheConnectionBreaks() throws Exception {
        double resumed = metric("backline_lavalink_node_connections_total{node=\"north\",kind=\"resumed\",}");
        double left = metric("backline_lavalink_node_departures_total{node=\"north\",reason=\"node_lost\",}");
        List<String> places = places();
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            servers.node("north").suffer(new Fault.Drop());
            awaitMetric("backline_lavalink_node_connections_total{node=\"north\",kind=\"resumed\",}", resumed + 1);
            awaitEverybodyHears();
            assertThat(places()).isEqualTo(places);
            assertThat(watch.longest()).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(metric("backline_lavalink_node_departures_total{node=\"north\",reason=\"node_lost\",}"))
                .isEqualTo(left);
    }

    @Test
    public void allNodesDieAndComeBack() throws Exception {
        List<List<String>> queues = queues();
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            servers.node("north").suffer(new Fault.Death());
            servers.node("south").suffer(new Fault.Death());
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(places()).containsOnly("embedded"));
            awaitEverybodyHears();
            assertThat(watch.longest()).isLessThan(PROMISED);
        }
        assertThat(queues()).isEqualTo(queues);
        assertThat(shell("bot:status")).contains("no node of 2 is connected; music plays by embedded");

        servers.nodes().forEach(SandboxNode::heal);
        awaitNodes("\"state\":\"UP\"", 2);
        assertThat(places()).containsOnly("embedded");
        says(NAMES.getFirst(), "/skip");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(place(NAMES.getFirst()))
                .startsWith("lavalink ("));
        assertThat(says(NAMES.getFirst(), "/nowplaying")).contains("Tone 550 Hz", "played by lavalink (");
    }

    @Test
    public void aNodeIsTakenOutOfTheConfiguration() throws Exception {
        List<List<String>> queues = queues();
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            configure("south");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(places())
                    .containsOnly("lavalink (south)"));
            awaitEverybodyHears();
            assertThat(watch.longest()).isLessThan(PROMISED);
        }
        assertThat(queues()).isEqualTo(queues);
        assertThat(shell("lavalink:nodes")).contains("south").doesNotContain("north");
    }

    @Test
    public void theBackendIsSwitchedOffAndOn() throws Exception {
        List<List<String>> queues = queues();
        Bundle backend = bundle("dev.backline.lavalink.backend");
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            backend.stop(Bundle.STOP_TRANSIENT);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(places()).containsOnly("embedded"));
            awaitEverybodyHears();
            assertThat(watch.longest()).isLessThan(PROMISED);
        }
        assertThat(queues()).isEqualTo(queues);
        assertThat(servers.node("north").players()).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("backline-lavalink"));

        backend.start();
        awaitNodes("\"state\":\"UP\"", 2);
        says(NAMES.getFirst(), "/skip");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(place(NAMES.getFirst()))
                .startsWith("lavalink ("));
    }

    @Test
    public void watchingIsSwitchedOnAndOffWhileEverybodyListens() throws Exception {
        int toggles = Integer.getInteger("lavalink.toggles", 50);
        Bundle health = bundle("dev.backline.lavalink.health");
        List<String> places = places();
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            for (int i = 0; i < toggles; i++) {
                health.stop(Bundle.STOP_TRANSIENT);
                health.start();
            }
            awaitEverybodyHears();
            assertThat(watch.longest()).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(places()).isEqualTo(places);
        assertThat(shell("lavalink:health")).contains("2 of 2 nodes connected");
    }

    private void survives(String node, Fault fault, String then, String trouble, String move) throws Exception {
        String lost = "backline_lavalink_node_disconnections_total{node=\"" + node + "\",reason=\"" + trouble + "\",}";
        String moved = "backline_lavalink_node_departures_total{node=\"" + node + "\",reason=\"" + move + "\",}";
        double lostBefore = metric(lost);
        double movedBefore = metric(moved);
        long there = places().stream().filter(place -> place.contains(node)).count();
        List<List<String>> queues = queues();
        try (GapWatch watch = new GapWatch(sandbox, NAMES)) {
            servers.node(node).suffer(fault);
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(places()).containsOnly(then));
            awaitEverybodyHears();
            assertThat(watch.longest()).isLessThan(PROMISED);
        }
        assertThat(queues()).isEqualTo(queues);
        assertThat(there).isPositive();
        awaitMetric(lost, lostBefore + 1);
        awaitMetric(moved, movedBefore + there);
    }

    private void configure(String... names) throws Exception {
        String nodes = List.of(names).stream()
                .map(name -> "\"dev.backline.lavalink.node~" + name + "\": {\"uri\": \""
                        + servers.node(name).uri() + "\", \".password\": \"" + NodeSettings.USUAL_PASSWORD + "\"}")
                .collect(Collectors.joining(",\n  "));
        Files.writeString(
                Path.of(context.getProperty("backline.conf"), "local.json"),
                "{\n  \"dev.backline.lavalink.backend\": {\"settleSeconds\": 2}"
                        + (nodes.isEmpty() ? "" : ",\n  " + nodes) + "\n}\n");
    }

    private void awaitNodes(String what, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shell("lavalink:nodes --json")
                        .split(what, -1))
                .hasSize(count + 1));
    }

    private String says(String guild, String line) throws Exception {
        return sandbox.say(guild, "alice", line)
                .toCompletableFuture()
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .answer()
                .map(Object::toString)
                .orElse("no answer");
    }

    private void awaitEverybodyHears() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(NAMES).allSatisfy(guild -> assertThat(
                        sandbox.heard(guild).map(Heard::packetsPerSecond).orElse(0.0))
                .isGreaterThan(45)));
    }

    private Session session(String guild) {
        long id = sandbox.guilds().stream()
                .filter(known -> known.name().equals(guild))
                .findFirst()
                .orElseThrow()
                .id();
        return sessions.of(id).orElseThrow();
    }

    private String place(String guild) {
        return session(guild).backend().orElse("nowhere");
    }

    private List<String> places() {
        return NAMES.stream().map(this::place).toList();
    }

    private List<List<String>> queues() {
        return NAMES.stream()
                .map(guild -> session(guild).queue().stream()
                        .map(track -> track.title())
                        .toList())
                .toList();
    }

    private double metric(String series) throws Exception {
        return shell("metrics:scrape")
                .lines()
                .filter(line -> line.startsWith(series + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    private void awaitMetric(String series, double atLeast) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(metric(series)).as(series).isGreaterThanOrEqualTo(atLeast));
    }
}
