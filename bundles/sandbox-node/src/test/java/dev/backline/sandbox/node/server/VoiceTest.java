package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.WebSocketClosedEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.PlayerUpdateEvent;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.NodeTimings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.voice.VoiceCloseCode;
import dev.backline.sandbox.voice.VoiceSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a node's voice connection when the voice server is difficult. */
@Timeout(120)
class VoiceTest {

    @AutoClose
    private final Concert concert = new Concert(VoiceSettings.DEFAULT.withHeartbeatInterval(Duration.ofSeconds(2)));

    private final SandboxNode node = concert.node(NodeSettings.named("a")
            .withTimings(NodeTimings.USUAL.withReports(Duration.ofMinutes(1), Duration.ofMillis(200))));
    private final NodeClient client = concert.client(node);

    private boolean connected() {
        return client.all(PlayerUpdateEvent.class).getLast().getState().getConnected();
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION_TIMEOUT", "SERVER_CRASHED"})
    void goesOnWithTheSameSessionAfterAClosedSocket(VoiceCloseCode code) {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        concert.awaitPackets(GUILD, 25);
        concert.voice().faults().drop(GUILD, code);

        concert.awaitPackets(GUILD, concert.heard(GUILD).packets() + 100);
        assertThat(client.all(WebSocketClosedEvent.class)).isEmpty();
        assertThat(concert.heard(GUILD).lost()).isZero();
        await().atMost(NodeClient.PATIENCE).until(this::connected);
    }

    @Test
    void goesOnAfterABrokenSocket() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        concert.awaitPackets(GUILD, 25);
        concert.voice().faults().cut(GUILD);

        concert.awaitPackets(GUILD, concert.heard(GUILD).packets() + 100);
        assertThat(client.all(WebSocketClosedEvent.class)).isEmpty();
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() -> assertThat(concert.heard(GUILD).tone())
                        .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0))));
    }

    @Test
    void itsPingIsReported() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");

        client.heard(PlayerUpdateEvent.class, update -> update.getState().getPing() >= 0);
    }

    @Test
    void aKickIsToldAndTheTrackPlaysOnUnheard() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=4");
        concert.awaitPackets(GUILD, 10);
        concert.voice().forget(GUILD, NodeClient.USER);

        WebSocketClosedEvent closed = client.heard(WebSocketClosedEvent.class);
        assertThat(closed.getCode()).isEqualTo(4014);
        assertThat(closed.getByRemote()).isTrue();
        await().atMost(NodeClient.PATIENCE).until(() -> !connected());
        assertThat(client.heard(TrackEndEvent.class).getReason()).isEqualTo(TrackEndEvent.AudioTrackEndReason.FINISHED);
    }

    @Test
    void aWrongTokenIsAnsweredAndThenTold() {
        concert.voice().expect(GUILD, NodeClient.USER, "session");
        client.change(
                GUILD,
                "{\"voice\": %s}"
                        .formatted(Concert.voiceState(concert.voice().endpoint().toString(), "wrong", "session")));

        WebSocketClosedEvent closed = client.heard(WebSocketClosedEvent.class);
        assertThat(closed.getCode()).isEqualTo(4004);
        assertThat(closed.getByRemote()).isTrue();
        client.heard(PlayerUpdateEvent.class, update -> !update.getState().getConnected());
    }

    @Test
    void aServerThatIsNotThereIsWaitedForWithoutAnAnswer() throws IOException {
        // Nobody listens there, and nobody else is given the port.
        try (Socket taken = new Socket()) {
            taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String nobody = "127.0.0.1:" + taken.getLocalPort();
            CompletableFuture<HttpResponse<String>> answer = client.sendAsync(client.patching(
                    client.playerPath(GUILD), "{\"voice\": %s}".formatted(Concert.voiceState(nobody, "t", "s"))));

            // The player is there, and others are served, while the answer does not come.
            await().atMost(NodeClient.PATIENCE).until(() -> !node.players().isEmpty());
            client.play(GUILD + 1, "tone:440");
            assertThat(answer).isNotDone();
            assertThat(client.all(WebSocketClosedEvent.class)).isEmpty();

            client.send(client.request(client.playerPath(GUILD)).DELETE());
            assertThat(answer).succeedsWithin(NodeClient.PATIENCE).satisfies(late -> assertThat(late.statusCode())
                    .isEqualTo(500));
        }
    }

    @Test
    void theSameVoiceStateAgainChangesNothing() {
        String state = "{\"voice\": %s}".formatted(concert.voiceState(GUILD));
        client.change(GUILD, state);
        client.play(GUILD, "tone:440?seconds=60");
        concert.awaitPackets(GUILD, 25);
        client.change(GUILD, state);

        concert.awaitPackets(GUILD, concert.heard(GUILD).packets() + 50);
        assertThat(concert.heard(GUILD).lost()).isZero();
    }

    @Test
    void aDestroyedPlayerLeavesTheChannel() {
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        concert.awaitPackets(GUILD, 25);
        client.send(client.request(client.playerPath(GUILD)).DELETE());

        assertThat(client.heard(TrackEndEvent.class).getReason()).isEqualTo(TrackEndEvent.AudioTrackEndReason.STOPPED);
        await().atMost(NodeClient.PATIENCE)
                .untilAsserted(() ->
                        assertThat(concert.heard(GUILD).packetsPerSecond()).isZero());
        assertThat(client.all(WebSocketClosedEvent.class)).isEmpty();
    }
}
