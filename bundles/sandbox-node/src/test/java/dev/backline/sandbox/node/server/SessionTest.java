package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.PlayerUpdateEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.ReadyEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.StatsEvent;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.NodeTimings;
import dev.backline.sandbox.node.SandboxNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How sessions begin, wait for their clients, and end. */
@Timeout(90)
class SessionTest {

    @AutoClose
    private final Concert concert = new Concert();

    private final SandboxNode node = concert.node(NodeSettings.named("a")
            .withTimings(NodeTimings.USUAL.withReports(Duration.ofSeconds(1), Duration.ofMillis(200))));

    private List<String> handshake(String... headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.uri().getPort())) {
            String request = String.join(
                    "\r\n",
                    Stream.of(
                                    Stream.of(
                                            "GET /v4/websocket HTTP/1.1",
                                            "Host: 127.0.0.1",
                                            "Upgrade: websocket",
                                            "Connection: Upgrade",
                                            "Sec-WebSocket-Version: 13",
                                            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="),
                                    Stream.of(headers),
                                    Stream.of("", ""))
                            .flatMap(lines -> lines)
                            .toList());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return Stream.generate(() -> line(answer))
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
        }
    }

    private static String line(BufferedReader from) {
        try {
            String line = from.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization: wrong, User-Id: 1, 401",
        "X-Nothing: x, User-Id: 1, 401",
        "Authorization: youshallnotpass, X-Nothing: x, 400",
        "Authorization: youshallnotpass, User-Id: 0, 400",
        "Authorization: youshallnotpass, User-Id: me, 400"
    })
    void aClientThatDoesNotSayWhoItIsIsTurnedAway(String authorization, String user, int status) throws IOException {
        assertThat(handshake(authorization, user).getFirst()).contains(" " + status + " ");
    }

    @Test
    void statisticsMayComeBeforeTheReadyMessage() {
        NodeClient first = concert.client(node);
        NodeClient second = concert.client(node);
        second.heard(StatsEvent.class);

        assertThat(first.messages().getFirst()).isInstanceOf(StatsEvent.class);
        assertThat(second.messages().getFirst()).isInstanceOf(ReadyEvent.class);
    }

    @Test
    void statisticsComeAgainAndAgain() {
        NodeClient client = concert.client(node);

        await().atMost(NodeClient.PATIENCE)
                .until(() -> client.all(StatsEvent.class).size() >= 3);
    }

    @Test
    void aPingIsAnswered() {
        assertThat(concert.client(node).ping()).succeedsWithin(NodeClient.PATIENCE);
    }

    @Test
    void aSessionEndsWithItsSocket() {
        NodeClient client = concert.client(node);
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        concert.awaitPackets(GUILD, 10);
        client.close();

        await().atMost(NodeClient.PATIENCE).until(() -> node.players().isEmpty());
        NodeClient again = concert.stranger(node);
        again.connect(client.sessionId()).join();
        assertThat(again.heard(ReadyEvent.class).getResumed()).isFalse();
    }

    @Test
    void aSessionIsResumedWithAllThatWasMissedWhileTheMusicPlaysOn() throws IOException {
        NodeClient client = concert.client(node);
        client.patch(client.session(), "{\"resuming\": true, \"timeout\": 60}");
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=3");
        client.change(GUILD + 1, "{}");
        concert.awaitPackets(GUILD, 10);
        node.suffer(new Fault.Drop());

        assertThat(client.closeCode()).isEqualTo(1006);
        await().atMost(NodeClient.PATIENCE)
                .until(() -> client.get(client.session() + "/players").statusCode() == 404);
        await().atMost(NodeClient.PATIENCE)
                .until(() -> node.players().getFirst().track().isEmpty());
        concert.awaitPackets(GUILD, 150);
        assertThat(concert.heard(GUILD).lost()).isZero();

        NodeClient back = concert.stranger(node);
        back.connect(client.sessionId()).join();
        back.heard(PlayerUpdateEvent.class);
        assertThat(back.heard(ReadyEvent.class).getResumed()).isTrue();
        assertThat(back.heard(ReadyEvent.class).getSessionId()).isEqualTo(client.sessionId());
        assertThat(back.messages().getFirst()).isInstanceOf(ReadyEvent.class);
        List<Class<?>> missed = back.messages().stream()
                .<Class<?>>map(Message::getClass)
                .takeWhile(type -> type != PlayerUpdateEvent.class)
                .toList();
        assertThat(missed).contains(TrackEndEvent.class, StatsEvent.class);
        assertThat(back.get(back.session() + "/players").statusCode()).isEqualTo(200);
    }

    @Test
    void aClientThatIsBackAtOnceFindsItsSession() {
        NodeClient client = concert.client(node);
        client.patch(client.session(), "{\"resuming\": true, \"timeout\": 60}");
        NodeClient back = concert.stranger(node);

        node.suffer(new Fault.Drop());
        back.connect(client.sessionId()).join();

        assertThat(back.heard(ReadyEvent.class).getResumed()).isTrue();
    }

    @Test
    void theHandshakeTellsWhetherTheSessionIsResumed() throws IOException {
        NodeClient client = concert.client(node);
        client.patch(client.session(), "{\"resuming\": true, \"timeout\": 60}");
        client.close();

        await().atMost(NodeClient.PATIENCE).untilAsserted(() -> assertThat(
                        handshake("Authorization: youshallnotpass", "User-Id: 1", "Session-Id: " + client.sessionId()))
                .contains("Session-Resumed: true"));
        assertThat(handshake("Authorization: youshallnotpass", "User-Id: 1", "Session-Id: nothing"))
                .contains("Session-Resumed: false");
    }

    @Test
    void aSessionThatIsNotResumedInTimeEnds() {
        NodeClient client = concert.client(node);
        client.patch(client.session(), "{\"resuming\": true, \"timeout\": 1}");
        concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");
        client.close();

        await().atMost(NodeClient.PATIENCE).until(() -> node.players().isEmpty());
        NodeClient late = concert.stranger(node);
        late.connect(client.sessionId()).join();
        assertThat(late.heard(ReadyEvent.class).getResumed()).isFalse();
    }

    @Test
    void aRefusingNodeTurnsAwayTheRightPasswordToo() throws IOException {
        node.suffer(new Fault.Refusal());

        assertThat(handshake("Authorization: youshallnotpass", "User-Id: 1").getFirst())
                .contains(" 401 ");
    }
}
