package dev.backline.sandbox.node.server;

import dev.backline.sandbox.node.timing.Gate;
import dev.backline.sandbox.node.timing.NodeTimer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's WebSocket. Sends late when the node lags, in the right order. Public for Jetty only. */
public final class NodeSocket implements Session.Listener.AutoDemanding {

    private static final Logger log = LoggerFactory.getLogger(NodeSocket.class);

    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

    private final Condition condition;
    private final Gate gate;
    private final NodeTimer timer;
    private final Consumer<NodeSocket> onOpen;
    private final Consumer<NodeSocket> onClose;

    private @Nullable Session session;
    private int late;
    private long lastDueNanos;

    NodeSocket(
            Condition condition,
            Gate gate,
            NodeTimer timer,
            Consumer<NodeSocket> onOpen,
            Consumer<NodeSocket> onClose) {
        this.condition = condition;
        this.gate = gate;
        this.timer = timer;
        this.onOpen = onOpen;
        this.onClose = onClose;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        synchronized (this) {
            session = opened;
        }
        if (gate.pass()) {
            onOpen.accept(this);
        }
    }

    @Override
    public void onWebSocketText(String text) {
        log.warn("Lavalink 4 takes no messages on its WebSocket; this one is ignored: {}", text);
    }

    @Override
    public void onWebSocketPing(ByteBuffer payload) {
        byte[] copy = new byte[payload.remaining()];
        payload.get(copy);
        if (gate.pass()) {
            later(open -> open.sendPong(ByteBuffer.wrap(copy), Callback.NOOP));
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("A client's WebSocket failed", cause);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        try {
            if (gate.pass()) {
                onClose.accept(this);
            }
        } finally {
            // Answers the client's closing frame. The client may be back at once, and its session waits for it already.
            callback.succeed();
        }
    }

    void send(String text) {
        later(open -> open.sendText(text, Callback.NOOP));
    }

    /** Breaks it without a closing frame. */
    void cut() {
        Session open = opened();
        if (open != null) {
            open.disconnect();
        }
    }

    private synchronized @Nullable Session opened() {
        return session;
    }

    /** Closes it in an orderly way; blocks until the client is told, or cannot be. */
    void goAway() {
        Session open = opened();
        if (open != null && open.isOpen()) {
            Callback.Completable told = new Callback.Completable();
            open.close(StatusCode.SHUTDOWN, "The node is stopped", told);
            told.completeOnTimeout(null, LONGEST_FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(gone -> null)
                    .join();
        }
    }

    private synchronized void later(Consumer<Session> action) {
        Duration lag = condition.lag();
        if (lag.isZero() && late == 0) {
            now(action);
            return;
        }
        late++;
        long now = System.nanoTime();
        // What was sent before is not overtaken, should it be later than this.
        lastDueNanos = late == 1 ? now + lag.toNanos() : Math.max(lastDueNanos, now + lag.toNanos());
        timer.after(Duration.ofNanos(lastDueNanos - now), () -> atLast(action));
    }

    private synchronized void atLast(Consumer<Session> action) {
        late--;
        now(action);
    }

    private void now(Consumer<Session> action) {
        if (session != null && session.isOpen()) {
            action.accept(session);
        }
    }
}
