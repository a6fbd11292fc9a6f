package dev.backline.sandbox.voice;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a websocket of the web server with its conversation, and delays what is sent as the faults want it. Public for
 * the web server only, which calls no other listeners.
 */
public final class VoiceSocket implements Session.Listener.AutoDemanding, Wire {
    private static final Logger LOG = LoggerFactory.getLogger(VoiceSocket.class);

    private final String version;
    private final VoiceFaults faults;
    private final VoiceTimer timer;
    private final Consumer<VoiceSocket> onClosed;
    private final VoiceConversation conversation;

    private Optional<Session> session = Optional.empty();
    private int delayed;

    /**
     * @param version the gateway version in the client's URL
     * @param onClosed is called once the websocket is closed
     */
    VoiceSocket(
            String version,
            VoiceFaults faults,
            VoiceTimer timer,
            Function<Wire, VoiceConversation> conversation,
            Consumer<VoiceSocket> onClosed) {
        this.version = version;
        this.faults = faults;
        this.timer = timer;
        this.onClosed = onClosed;
        this.conversation = conversation.apply(this);
    }

    VoiceConversation conversation() {
        return conversation;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        synchronized (this) {
            session = Optional.of(opened);
        }
        conversation.opened(version);
    }

    @Override
    public void onWebSocketText(String message) {
        conversation.text(message);
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        conversation.binary(payload.hasRemaining() ? payload.get() & 0xFF : -1);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        LOG.debug("A voice websocket failed", cause);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        onClosed.accept(this);
        conversation.closed(statusCode);
        callback.succeed();
    }

    @Override
    public void send(String text) {
        later(open -> open.sendText(text, Callback.NOOP));
    }

    @Override
    public void close(VoiceCloseCode code, String reason) {
        later(open -> open.close(code.code(), reason, Callback.NOOP));
    }

    @Override
    public synchronized void cut() {
        session.ifPresent(Session::disconnect);
    }

    private synchronized void later(Consumer<Session> action) {
        Duration delay = faults.latency();
        if (delay.isZero() && delayed == 0) {
            session.filter(Session::isOpen).ifPresent(action);
            return;
        }
        delayed++;
        timer.after(delay, () -> delayedAction(action));
    }

    private synchronized void delayedAction(Consumer<Session> action) {
        delayed--;
        session.filter(Session::isOpen).ifPresent(action);
    }
}
