package dev.backline.lavalink.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.backline.api.event.NodeKey;
import dev.backline.api.lavalink.NodeState;
import dev.backline.lavalink.backend.Studio.Guild;
import dev.backline.lavalink.backend.node.NodeConfig;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.NodeTimings;
import dev.backline.sandbox.node.SandboxNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What listeners notice when nodes fail: nothing but a gap. */
class FailoverTest {

    private static final long GUILD = 1;

    private final Studio studio = new Studio();

    @AfterEach
    void close() {
        studio.close();
    }

    @Test
    void aPlayerOfADeadNodeGoesOnAtItsPositionOnAnother() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        await().atMost(Studio.PATIENCE).until(() -> guild.player.position().compareTo(Duration.ofSeconds(2)) > 0);
        Duration before = guild.player.position();

        north.suffer(new Fault.Death());

        goesOn(guild, "south", before);
        assertThat(studio.told)
                .contains("disconnected north CONNECTION_LOST")
                .containsSubsequence("taken north NODE_LOST", "assigned south NODE_LOST");
    }

    @Test
    void aPlayerOfANodeThatHangsGoesOnAtItsPositionOnAnother() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        Duration before = guild.player.position();

        north.suffer(new Fault.Hang());

        goesOn(guild, "south", before);
        assertThat(studio.told).contains("disconnected north HANGING");
    }

    @Test
    void aNodeThatHungPlaysNothingThatWasMovedWhenItIsBack() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        north.suffer(new Fault.Hang());
        goesOn(guild, "south", Duration.ZERO);

        north.heal();

        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(north.players()).isEmpty());
        guild.awaitTone(440);
    }

    @Test
    void aPlayerOfARestartedNodeGoesOnOnAnother() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        Duration before = guild.player.position();

        north.suffer(new Fault.Restart());

        goesOn(guild, "south", before);
    }

    @Test
    void aBrokenConnectionIsResumedAndThePlayerStays() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        long packets = guild.heard().orElseThrow().lost();

        north.suffer(new Fault.Drop());

        await().atMost(Studio.PATIENCE).untilAsserted(() -> assertThat(studio.told)
                .containsSubsequence("disconnected north CONNECTION_LOST", "resumed north"));
        guild.awaitTone(440);
        assertThat(guild.place()).isEqualTo("lavalink (north)");
        assertThat(guild.heard().orElseThrow().lost()).isEqualTo(packets);
        assertThat(studio.told).doesNotContain("taken north NODE_LOST");
        guild.player.volume(50);
        guild.player.stop();
        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(guild.listener.heard()).endsWith("ended Tone 440 STOPPED"));
    }

    @Test
    void aStoppedTrackPlaysOnNoNode() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);

        guild.player.stop();

        await().atMost(Studio.PATIENCE).untilAsserted(() -> assertThat(north.players())
                .singleElement()
                .satisfies(player -> assertThat(player.track()).isEmpty()));
        guild.plays(550);
    }

    @Test
    void aJumpBeforeTheTrackHasBegunIsMadeWhenItBegins() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join();
        await().atMost(Studio.PATIENCE).until(() -> guild.place().equals("lavalink (north)"));
        north.suffer(new Fault.Lag(Duration.ofSeconds(1)));
        guild.player.play(Studio.tone("Tone 440", 440), Duration.ZERO);
        await().atMost(Studio.PATIENCE).until(() -> north.players().stream()
                .anyMatch(player -> !player.track().isEmpty()));

        guild.player.seek(Duration.ofSeconds(60));

        await().atMost(Studio.PATIENCE)
                .until(() -> north.players().getFirst().position().compareTo(Duration.ofSeconds(60)) >= 0);
    }

    @Test
    void aPausedPlayerStaysPausedOnItsNextNode() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        SandboxNode south = studio.node("south");
        guild.player.pause(true);
        await().atMost(Studio.PATIENCE).until(() -> north.players().getFirst().paused());

        north.suffer(new Fault.Death());

        await().atMost(Studio.PATIENCE).untilAsserted(() -> assertThat(south.players())
                .singleElement()
                .satisfies(player -> assertThat(player.paused()).isTrue()));
        guild.player.pause(false);
        guild.awaitTone(440);
    }

    @Test
    void withoutAnotherNodeThePlayerIsGivenUpAtItsPosition() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        Duration before = guild.player.position();

        north.suffer(new Fault.Death());

        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(guild.listener.heard()).endsWith("lost"));
        // Between two reports of the node it is a guess, which may be a little ahead.
        assertThat(guild.player.position()).isBetween(before.minusSeconds(2), before.plusSeconds(10));
        assertThat(studio.cluster.canPlay()).isFalse();
        assertThatThrownBy(() -> studio.guild(2)).hasMessageContaining("No Lavalink node is connected");
    }

    @Test
    void aTrackThatItsNodeGivesUpIsToGoOnAtItsPosition() {
        studio.configure(studio.server(NodeSettings.named("north")
                .withTimings(NodeTimings.USUAL.withPatience(Duration.ofSeconds(2), Duration.ofSeconds(10)))));
        studio.awaitState("north", NodeState.UP);
        Guild guild = studio.guild(GUILD);

        guild.player.play(Studio.tone("Tone 440", 440), Duration.ofSeconds(30));

        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(guild.listener.heard()).containsExactly("started Tone 440", "lost"));
        assertThat(guild.player.position()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aNodeThatIsBackIsALastResortUntilItHasSettled() {
        try (Studio slow = new Studio(Studio.settle(Duration.ofSeconds(10)))) {
            SandboxNode north = slow.node("north");
            north.suffer(new Fault.Death());
            slow.awaitState("north", NodeState.DOWN);

            north.heal();

            slow.awaitState("north", NodeState.SETTLING);
            assertThat(slow.cluster.canPlay()).isTrue();
            try (Guild guild = slow.guild(GUILD).join().plays(440)) {
                assertThat(guild.place()).isEqualTo("lavalink (north)");
            }
            slow.awaitState("north", NodeState.UP);
        }
    }

    @Test
    void aNodeThatFailsAgainAndAgainSettlesLongerEachTime() {
        SandboxNode north = studio.node("north");
        Duration settle = Studio.NODES.settle();

        assertThat(settles(north)).isGreaterThanOrEqualTo(settle);
        assertThat(settles(north)).isGreaterThanOrEqualTo(settle.multipliedBy(2));
    }

    /** How long it took to be preferred again, from before it was healed: so never less than it has to settle. */
    private Duration settles(SandboxNode node) {
        String name = node.settings().name();
        node.suffer(new Fault.Death());
        studio.awaitState(name, NodeState.DOWN);
        long began = System.nanoTime();
        node.heal();
        studio.awaitState(name, NodeState.UP);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void aWrongPasswordIsSaidAndTheNodeIsNotUsed() {
        SandboxNode north = studio.server(NodeSettings.named("north"));

        studio.configure(north, "wrong", 1, "");

        studio.awaitState("north", NodeState.DOWN);
        // On a machine that is busy, the first try may fail for another reason.
        await().atMost(Studio.PATIENCE).untilAsserted(() -> {
            assertThat(studio.status("north").problem()).get().asString().contains("does not accept the password");
            assertThat(studio.told).contains("disconnected north PASSWORD_REFUSED");
        });
        assertThat(studio.cluster.canPlay()).isFalse();
    }

    @Test
    void aCorrectedPasswordIsTriedAtOnce() {
        SandboxNode north = studio.server(NodeSettings.named("north"));
        studio.configure(north, "wrong", 1, "");
        studio.awaitState("north", NodeState.DOWN);

        studio.configure(north);

        studio.awaitState("north", NodeState.UP);
    }

    @Test
    void aNodeThatDoesNotKnowItsPasswordAnyMoreLosesItsPlayers() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");

        north.suffer(new Fault.Refusal());

        goesOn(guild, "south", Duration.ZERO);
    }

    @Test
    void aServerOfAnotherVersionIsRefusedWithWhatToDo() {
        studio.configure(studio.server(NodeSettings.named("old").withVersion("3.7.11")));

        studio.awaitState("old", NodeState.DOWN);

        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(studio.status("old").problem())
                        .get()
                        .asString()
                        .contains("Lavalink 3.7.11", "works with Lavalink 4", "Install version 4"));
    }

    @Test
    void aNodeThatIsNotThereIsTriedUntilItIs() throws Exception {
        int port;
        // Nobody listens there, and nobody else is given the port.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            port = taken.getLocalPort();
            studio.cluster.configure(new NodeConfig(
                    new NodeKey("north", ""),
                    URI.create("http://127.0.0.1:" + port),
                    NodeSettings.USUAL_PASSWORD,
                    1,
                    ""));
            studio.awaitState("north", NodeState.DOWN);
            assertThat(studio.told).contains("disconnected north UNREACHABLE");
        }

        studio.server(NodeSettings.named("north").withPort(port));

        studio.awaitState("north", NodeState.UP);
        assertThat(studio.cluster.canPlay()).isTrue();
    }

    @Test
    void aVoiceServerThatIsNotReachedIsAskedForAnewAndThenLeftToOthers() {
        try (Studio hasty = new Studio(Studio.voice(Duration.ofSeconds(2)))) {
            hasty.node("north");
            hasty.node("south");
            Guild guild = hasty.guild(GUILD);

            guild.join("127.0.0.1:1");
            await().atMost(Studio.PATIENCE)
                    .untilAsserted(() -> assertThat(guild.listener.heard()).contains("voice lost"));
            String first = guild.place();
            guild.join("127.0.0.1:1");

            await().atMost(Studio.PATIENCE)
                    .until(() -> !guild.place().equals(first)
                            || guild.listener.heard().contains("lost"));
            assertThat(hasty.told).anyMatch(event -> event.matches("taken .* VOICE_FAILED"));
        }
    }

    @Test
    void newCredentialsAreWantedWhenTheVoiceServerEndsTheSession() {
        studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);

        studio.dropVoice(GUILD);
        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(guild.listener.heard()).endsWith("voice lost"));
        guild.join();

        guild.awaitTone(440);
        assertThat(guild.listener.heard()).containsExactly("started Tone 440", "voice lost");
    }

    @Test
    void aDrainedNodeIsLeftAndNotChosen() {
        studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        Duration before = guild.player.position();

        studio.cluster.drain("north", true);

        goesOn(guild, "south", before);
        try (Guild next = studio.guild(2).join().plays(550)) {
            assertThat(next.place()).isEqualTo("lavalink (south)");
        }
        studio.cluster.fill("north");
        // Whichever is less busy at this moment: only one is left.
        studio.cluster.drain("south", false);
        try (Guild next = studio.guild(3).join().plays(550)) {
            assertThat(next.place()).isEqualTo("lavalink (north)");
        }
    }

    @Test
    void aNodeCanBeDrainedWithoutAnyGap() {
        studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");

        studio.cluster.drain("north", false);
        assertThat(guild.place()).isEqualTo("lavalink (north)");
        guild.plays(550);

        assertThat(guild.place()).isEqualTo("lavalink (south)");
    }

    @Test
    void aNodeThatIsTakenOutOfTheConfigurationIsLeft() {
        SandboxNode north = studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");
        Duration before = guild.player.position();

        studio.cluster.dismiss("north");

        goesOn(guild, "south", before);
        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(north.players()).isEmpty());
        await().atMost(Studio.PATIENCE)
                .untilAsserted(() -> assertThat(studio.told).contains("disconnected north REMOVED"));
    }

    @Test
    void anOperatorMovesAPlayer() {
        studio.node("north");
        Guild guild = studio.guild(GUILD).join().plays(440);
        studio.node("south");

        studio.cluster.move(GUILD, "south");

        goesOn(guild, "south", Duration.ZERO);
        assertThatThrownBy(() -> studio.cluster.move(GUILD, "west"))
                .hasMessageContaining("There is no node “west”. There are: north, south");
    }

    @Test
    void theNodeWithTheLowestPenaltyIsChosenAndADistantVoiceServerIsOne() {
        studio.configure(studio.server(NodeSettings.named("near").withRegion("europe")));
        studio.configure(studio.server(NodeSettings.named("far").withRegion("asia")));
        studio.awaitState("near", NodeState.UP);
        studio.awaitState("far", NodeState.UP);
        await().atMost(Studio.PATIENCE).until(() -> studio.cluster.all().stream()
                .allMatch(node -> node.load().isPresent()));
        double near = Penalty.of(studio.status("near").load(), 0, 1, false);
        double far = Penalty.of(studio.status("far").load(), 0, 1, true);

        Guild guild = studio.guild(GUILD).join("rotterdam1.invalid:443");

        await().atMost(Studio.PATIENCE).untilAsserted(() -> assertThat(guild.place())
                .isEqualTo(near < far ? "lavalink (near)" : "lavalink (far)"));
    }

    @Test
    void aTrackThatNoNodeKnowsTheSourceOfIsForAnotherBackend() {
        studio.configure(studio.server(NodeSettings.named("north").withSources(List.of("http"))));
        studio.awaitState("north", NodeState.UP);

        assertThat(studio.cluster.canPlay()).isTrue();
        assertThat(studio.cluster.canPlay(Studio.tone("Tone", 440))).isFalse();
        assertThat(studio.cluster.canPlay(
                        Studio.track("Song", "http", "http://a.invalid/b.mp3", Duration.ofMinutes(3))))
                .isTrue();
    }

    @Test
    void theLibraryIsPlayedByNodesThatHaveIt() {
        SandboxNode north = studio.node("north");
        var file = Studio.track("Song", "library", "library:folder/song.mp3", Duration.ofMinutes(3));
        assertThat(studio.cluster.canPlay(file)).isFalse();

        studio.configure(north, NodeSettings.USUAL_PASSWORD, 1, "/music");

        await().atMost(Studio.PATIENCE).until(() -> studio.cluster.canPlay(file));
    }

    @Test
    void aPlayerMovesForATrackThatItsNodeDoesNotKnow() {
        studio.configure(studio.server(NodeSettings.named("files").withSources(List.of("http"))));
        studio.awaitState("files", NodeState.UP);
        Guild guild = studio.guild(GUILD).join();
        await().atMost(Studio.PATIENCE).until(() -> guild.place().equals("lavalink (files)"));
        studio.node("tones");

        guild.plays(440);

        assertThat(guild.place()).isEqualTo("lavalink (tones)");
    }

    private void goesOn(Guild guild, String node, Duration position) {
        await().atMost(Studio.PATIENCE).until(() -> guild.place().equals("lavalink (" + node + ")"));
        guild.awaitTone(440);
        await().atMost(Studio.PATIENCE).until(() -> guild.player.position().compareTo(position) > 0);
        assertThat(guild.listener.heard()).containsExactly("started Tone 440");
    }
}
