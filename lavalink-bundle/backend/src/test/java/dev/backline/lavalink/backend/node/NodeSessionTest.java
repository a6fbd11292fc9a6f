package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.voice.VoiceCredentials;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order a node is asked, when it is slow to answer. */
class NodeSessionTest {

    private static final long GUILD = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What was asked: the method, and for a voice connection its token. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** The request with the token "slow" is not answered before. */
    private final CountDownLatch slow = new CountDownLatch(1);

    /** The status of the answer to a request that ends a player. */
    private volatile int ended = 204;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Loop loop = new Loop("test-loop");
    private final HttpClient http = HttpClient.newHttpClient();
    private HttpServer server;
    private NodeSession session;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
        NodeConfig config = new NodeConfig(
                new NodeKey("north", ""),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                "password",
                1,
                "");
        Patience patience = new Patience(
                Duration.ofSeconds(1), Duration.ofSeconds(5), PATIENCE, PATIENCE, PATIENCE, PATIENCE, PATIENCE);
        session =
                new NodeSession("session", new NodeRest(http, config, new NodeObserver() {}, PATIENCE), patience, loop);
    }

    @AfterEach
    void close() {
        slow.countDown();
        server.stop(0);
        threads.shutdownNow();
        http.shutdownNow();
        loop.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod()
                    + (body.contains("\"slow\"") ? " slow" : body.contains("\"quick\"") ? " quick" : ""));
            if (body.contains("\"slow\"")) {
                slow.await();
            }
            exchange.sendResponseHeaders(exchange.getRequestMethod().equals("DELETE") ? ended : 204, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect(String token) {
        loop.execute(() -> {
            CompletableFuture<String> unused =
                    session.voice(new VoiceCredentials(GUILD, 11, "of the gateway", token, "voice.example"));
        });
    }

    private void hears(String... requests) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(asked).containsExactly(requests));
    }

    @Test
    void aPlayerIsEndedAtOnceAndOnceMoreAfterWhatTheNodeHadNotAnswered() {
        connect("slow");
        hears("PATCH slow");

        loop.execute(() -> session.destroy(GUILD));
        connect("quick");
        hears("PATCH slow", "DELETE");
        slow.countDown();

        hears("PATCH slow", "DELETE", "DELETE", "PATCH quick");
    }

    @Test
    void aPlayerOfASessionThatTheNodeDoesNotKnowIsEnded() {
        ended = 404;
        loop.execute(() -> session.destroy(GUILD));
        connect("quick");

        hears("DELETE", "PATCH quick");
    }

    @Test
    void theLaterOfTwoVoiceConnectionsRemains() {
        connect("slow");
        connect("quick");
        hears("PATCH slow");

        slow.countDown();

        hears("PATCH slow", "PATCH quick");
    }

    @Test
    void whatChangesThePlayerDoesNotWaitForTheVoiceConnection() {
        connect("slow");
        hears("PATCH slow");

        PlayerPatch pause = new PlayerPatch(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty());
        loop.execute(() -> {
            CompletableFuture<String> unused = session.update(GUILD, pause);
        });

        hears("PATCH slow", "PATCH");
    }
}
