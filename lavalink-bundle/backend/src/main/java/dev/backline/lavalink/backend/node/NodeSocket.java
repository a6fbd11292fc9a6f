package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.Message;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a node, from its opening to its end. Everything that it hears goes to its ear, one after the other,
 * on the client's threads. Safe for any thread.
 */
final class NodeSocket implements WebSocket.Listener {

    /** Hears what comes over the socket. */
    interface Ear {

        void heard(NodeSocket socket, Message message);

        /** A ping was answered. */
        void answered(NodeSocket socket, long nanos);

        /** The socket is at its end, also when it could never be opened. Told once. */
        void closed(NodeSocket socket, Throwable cause);
    }

    private final HttpClient http;
    private final NodeConfig config;
    private final String userId;
    private final Ear ear;
    private final StringBuilder text = new StringBuilder();
    private volatile @Nullable WebSocket socket;
    private volatile long heardNanos = System.nanoTime();
    private volatile boolean over;

    /** @param userId the bot's own */
    NodeSocket(HttpClient http, NodeConfig config, String userId, Ear ear) {
        this.http = http;
        this.config = config;
        this.userId = userId;
        this.ear = ear;
    }

    /**
     * Opens it.
     *
     * @param sessionId to be resumed
     */
    void open(Optional<String> sessionId, Duration within) {
        WebSocket.Builder builder = http.newWebSocketBuilder()
                .connectTimeout(within)
                .header("Authorization", config.password())
                .header("User-Id", userId)
                .header("Client-Name", "Backline/1");
        sessionId.ifPresent(session -> builder.header("Session-Id", session));
        URI uri = URI.create(config.resolve("/v4/websocket").toString().replaceFirst("^http", "ws"));
        CompletableFuture<WebSocket> unused = builder.buildAsync(uri, this).whenComplete((open, failure) -> {
            if (failure != null) {
                end(RequestFailed.cause(failure));
            } else if (over) {
                open.abort();
            }
        });
    }

    /** Status of the answer to a handshake that failed; 0 when there was none. */
    static int handshakeStatus(Throwable cause) {
        return cause instanceof WebSocketHandshakeException refused
                ? refused.getResponse().statusCode()
                : 0;
    }

    /** When something was last heard, by the clock of {@link System#nanoTime()}. */
    long heardNanos() {
        return heardNanos;
    }

    /** Asks for a sign of life. */
    void ping() {
        WebSocket open = socket;
        if (open != null) {
            ByteBuffer now =
                    ByteBuffer.allocate(Long.BYTES).putLong(System.nanoTime()).flip();
            CompletableFuture<WebSocket> unused = open.sendPing(now);
        }
    }

    /** Ends it, in order when the node answers in time. Its ear hears nothing more. */
    void close() {
        over = true;
        WebSocket open = socket;
        if (open != null) {
            CompletableFuture<WebSocket> unused =
                    open.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((sent, failure) -> open.abort());
        }
    }

    /** Ends it at once. Its ear hears nothing more. */
    void abort() {
        over = true;
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private void end(Throwable cause) {
        if (!over) {
            over = true;
            ear.closed(this, cause);
        }
    }

    @Override
    public void onOpen(WebSocket open) {
        socket = open;
        heardNanos = System.nanoTime();
        open.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket open, CharSequence data, boolean last) {
        heardNanos = System.nanoTime();
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            if (!over) {
                try {
                    Wire.message(whole).ifPresent(message -> ear.heard(this, message));
                } catch (RequestFailed e) {
                    end(e);
                    open.abort();
                    return null;
                }
            }
        }
        open.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket open, ByteBuffer payload) {
        long now = System.nanoTime();
        heardNanos = now;
        if (payload.remaining() == Long.BYTES && !over) {
            ear.answered(this, now - payload.getLong());
        }
        open.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket open, ByteBuffer payload) {
        heardNanos = System.nanoTime();
        open.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket open, int code, String reason) {
        end(new RequestFailed(
                0, "the node closed the connection with code " + code + (reason.isBlank() ? "" : " (" + reason + ")")));
        return null;
    }

    @Override
    public void onError(WebSocket open, Throwable error) {
        end(error);
    }
}
