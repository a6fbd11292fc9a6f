package dev.backline.sandbox.node.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.backline.sandbox.node.SandboxNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A Lavalink client by hand, which reads all that a node says strictly. */
final class NodeClient implements AutoCloseable {

    static final long USER = 104_694_319_306_248_192L;
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SandboxNode node;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final CompletableFuture<ByteBuffer> pong = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    NodeClient(SandboxNode node) {
        this.node = node;
    }

    /** A client whose WebSocket is open and has been greeted. */
    static NodeClient connected(SandboxNode node) {
        NodeClient client = new NodeClient(node);
        client.connect("").join();
        client.sessionId();
        return client;
    }

    /** Opens the WebSocket; an empty id asks for a session of its own. */
    CompletableFuture<WebSocket> connect(String sessionId) {
        WebSocket.Builder builder = http.newWebSocketBuilder()
                .header("Authorization", node.settings().password())
                .header("User-Id", String.valueOf(USER))
                .header("Client-Name", "backline-test/1");
        if (!sessionId.isEmpty()) {
            builder.header("Session-Id", sessionId);
        }
        return builder.buildAsync(
                        URI.create(node.uri().toString().replace("http", "ws") + "/v4/websocket"), new Listener())
                .thenApply(opened -> {
                    socket = opened;
                    return opened;
                });
    }

    String sessionId() {
        return heard(Message.ReadyEvent.class).getSessionId();
    }

    List<Message> messages() {
        return messages;
    }

    <T extends Message> List<T> all(Class<T> type) {
        return messages.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The first message of a type, which may have to come first. */
    <T extends Message> T heard(Class<T> type) {
        return heard(type, message -> true);
    }

    <T extends Message> T heard(Class<T> type, Predicate<T> which) {
        return await().atMost(PATIENCE)
                .until(() -> all(type).stream().filter(which).findFirst(), java.util.Optional::isPresent)
                .orElseThrow();
    }

    int closeCode() {
        return closed.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    CompletableFuture<ByteBuffer> ping() {
        return java.util.Objects.requireNonNull(socket)
                .sendPing(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .thenCompose(sent -> pong);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(node.uri() + path))
                .header("Authorization", node.settings().password())
                .timeout(PATIENCE);
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) {
        return send(request(path));
    }

    HttpResponse<String> patch(String path, String body) {
        return send(patching(path, body));
    }

    HttpRequest.Builder patching(String path, String body) {
        return request(path).header("Content-Type", "application/json").method("PATCH", BodyPublishers.ofString(body));
    }

    String session() {
        return "/v4/sessions/" + sessionId();
    }

    String playerPath(long guildId) {
        return session() + "/players/" + guildId;
    }

    /** Changes a player; that must be accepted. */
    Player change(long guildId, String body) {
        HttpResponse<String> answer = patch(playerPath(guildId), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Strict.player(answer.body());
    }

    Player play(long guildId, String identifier) {
        return change(guildId, "{\"track\": {\"identifier\": \"%s\"}}".formatted(identifier));
    }

    HttpResponse<String> load(String identifier) {
        return get("/v4/loadtracks?identifier=" + URLEncoder.encode(identifier, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        http.shutdownNow();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(Strict.message(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer payload) {
            pong.complete(payload);
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            closed.complete(code);
            return null;
        }

        /** Also called when a message is not of the protocol, which must not pass for a broken connection. */
        @Override
        public void onError(WebSocket from, Throwable failure) {
            if (failure instanceof IOException) {
                closed.complete(1006);
            } else {
                closed.completeExceptionally(failure);
            }
        }
    }
}
