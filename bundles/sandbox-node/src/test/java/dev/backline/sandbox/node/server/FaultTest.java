package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackStartEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.StatsEvent;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What clients and listeners notice of each fault. */
@Timeout(90)
class FaultTest {

    @AutoClose
    private final Concert concert = new Concert();

    private final SandboxNode node = concert.node(NodeSettings.named("a"));
    private final NodeClient client = concert.client(node);

    @BeforeEach
    void play() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=600");
        concert.awaitPackets(GUILD, 25);
    }

    private void awaitSilence() {
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() ->
                        assertThat(concert.heard(GUILD).packetsPerSecond()).isZero());
    }

    @Test
    void aDeadNodeIsSilentAndNobodyListensAtItsPort() {
        node.suffer(new Fault.Death());

        assertThat(client.closeCode()).isEqualTo(1006);
        assertThatThrownBy(() -> client.get("/version")).isInstanceOf(UncheckedIOException.class);
        awaitSilence();
        assertThat(node.faults()).containsExactly(new Fault.Death());
        assertThat(node.players()).isEmpty();
    }

    @Test
    void aHealedNodeIsThereAgainAndKnowsNothing() {
        node.suffer(new Fault.Death());
        node.heal();

        assertThat(client.get("/version").statusCode()).isEqualTo(200);
        assertThat(client.get(client.session() + "/players").statusCode()).isEqualTo(404);
        assertThat(node.faults()).isEmpty();
        assertThat(concert.client(node).sessionId()).isNotEqualTo(client.sessionId());
    }

    @Test
    void aHangingNodeKeepsItsSocketsAndAnswersNothingUntilItIsHealed() {
        node.suffer(new Fault.Hang());
        CompletableFuture<HttpResponse<String>> answer = client.sendAsync(client.request("/version"));
        CompletableFuture<ByteBuffer> pong = client.ping();
        CompletableFuture<?> other = concert.stranger(node).connect("");
        awaitSilence();

        assertThat(client.isOpen()).isTrue();
        assertThat(answer).isNotDone();
        assertThat(pong).isNotDone();
        assertThat(other).isNotDone();
        assertThat(node.faults()).containsExactly(new Fault.Hang());

        node.heal();

        assertThat(answer).succeedsWithin(NodeClient.PATIENCE);
        assertThat(pong).succeedsWithin(NodeClient.PATIENCE);
        assertThat(other).succeedsWithin(NodeClient.PATIENCE);
        concert.awaitPackets(GUILD, concert.heard(GUILD).packets() + 50);
    }

    @Test
    void aHangingNodeCanBeCutOffAndCanDie() {
        node.suffer(new Fault.Hang());
        node.suffer(new Fault.Drop());
        assertThat(client.closeCode()).isEqualTo(1006);

        node.suffer(new Fault.Death());
        assertThat(node.faults()).containsExactly(new Fault.Death());
    }

    @Test
    void aLaggingNodeAnswersAndReportsLateInTheRightOrder() {
        node.suffer(new Fault.Lag(Duration.ofMillis(300)));
        long began = System.nanoTime();
        assertThat(client.get("/version").statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(300));

        // Of the track that plays already: it may still be on its way.
        client.heard(TrackStartEvent.class);
        int heard = client.messages().size();
        client.play(GUILD + 1, "tone:440");
        client.change(GUILD + 1, "{\"track\": {\"encoded\": null}}");
        node.heal();
        client.play(GUILD + 2, "tone:550");
        client.heard(TrackStartEvent.class, start -> start.getGuildId().equals(String.valueOf(GUILD + 2)));

        assertThat(client.messages().stream()
                        .skip(heard)
                        .filter(Message.EmittedEvent.class::isInstance)
                        .map(Message::getClass)
                        .limit(3))
                .isEqualTo(java.util.List.of(TrackStartEvent.class, TrackEndEvent.class, TrackStartEvent.class));
        assertThat(concert.heard(GUILD).lost()).isZero();
    }

    @Test
    void aRefusingNodeAnswersNoRequestAndPlaysOn() {
        node.suffer(new Fault.Refusal());

        assertThat(client.get("/version").statusCode()).isEqualTo(403);
        concert.awaitPackets(GUILD, concert.heard(GUILD).packets() + 50);
        assertThat(client.isOpen()).isTrue();

        node.heal();
        assertThat(client.get("/version").statusCode()).isEqualTo(200);
    }

    @Test
    void anOverloadedNodeSaysSoAtOnce() {
        node.suffer(new Fault.Overload());

        StatsEvent busy = client.heard(StatsEvent.class, stats -> stats.getFrameStats() != null);
        assertThat(busy.getCpu().getSystemLoad()).isGreaterThan(0.9);
        assertThat(busy.getCpu().getLavalinkLoad()).isGreaterThan(0.9);
        assertThat(Objects.requireNonNull(busy.getFrameStats()).getDeficit()).isPositive();
        assertThat(client.get("/metrics").body()).contains("lavalink_cpu_system_load_percentage 0.98\n");

        node.heal();
        client.heard(
                StatsEvent.class,
                stats -> client.all(StatsEvent.class).indexOf(stats)
                                > client.all(StatsEvent.class).indexOf(busy)
                        && stats.getFrameStats() == null);
    }

    @Test
    void aRestartedNodeForgetsItsSessions() {
        client.patch(client.session(), "{\"resuming\": true, \"timeout\": 60}");
        node.suffer(new Fault.Restart());

        assertThat(client.closeCode()).isEqualTo(1001);
        assertThat(node.faults()).isEmpty();
        assertThat(client.get("/version").statusCode()).isEqualTo(200);
        NodeClient again = concert.stranger(node);
        again.connect(client.sessionId()).join();
        assertThat(again.heard(Message.ReadyEvent.class).getResumed()).isFalse();
        awaitSilence();
    }

    @Test
    void aNodeWhosePortIsTakenSaysSo() {
        assertThatThrownBy(() ->
                        concert.node(NodeSettings.named("b").withPort(node.uri().getPort())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot listen at port " + node.uri().getPort());
    }
}
