package dev.backline.sandbox.voice;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins a websocket of the web server with its conversation. Public for the web server only, which calls no other
 * listeners.
 */
public final class VoiceSocket implements Session.Listener.AutoDemanding, Wire {
    private static final Logger log = LoggerFactory.getLogger(VoiceSocket.class);

    private final String version;
    private final Consumer<VoiceSocket> onClosed;
    private final VoiceConversation conversation;

    private Optional<Session> session = Optional.empty();

    /**
     * @param version the gateway version in the client's URL
     * @param onClosed is called once the websocket is closed
     */
    VoiceSocket(String version, Function<Wire, VoiceConversation> conversation, Consumer<VoiceSocket> onClosed) {
        this.version = version;
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
        log.debug("A voice websocket failed", cause);
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        onClosed.accept(this);
        conversation.closed(statusCode);
        callback.succeed();
    }

    @Override
    public synchronized void send(String text) {
        open().ifPresent(open -> open.sendText(text, Callback.NOOP));
    }

    @Override
    public synchronized void close(VoiceCloseCode code, String reason) {
        open().ifPresent(open -> open.close(code.code(), reason, Callback.NOOP));
    }

    @Override
    public synchronized void cut() {
        session.ifPresent(Session::disconnect);
    }

    private Optional<Session> open() {
        return session.filter(Session::isOpen);
    }
}
