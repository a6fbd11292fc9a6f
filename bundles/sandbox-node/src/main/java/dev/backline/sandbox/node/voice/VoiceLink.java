package dev.backline.sandbox.node.voice;

import dev.backline.api.voice.OpusSource;
import dev.backline.sandbox.node.protocol.Wire;
import dev.backline.sandbox.node.timing.FramePump;
import dev.backline.sandbox.node.timing.NodeTimer.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import kotlinx.serialization.json.JsonArray;
import kotlinx.serialization.json.JsonElement;
import kotlinx.serialization.json.JsonElementKt;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to a voice channel. When its WebSocket breaks, it goes on with the same session on another one, as far as
 * the server's closing code allows that. Safe for any thread; nothing blocks.
 */
public final class VoiceLink implements FramePump.Paced {

    private static final Logger log = LoggerFactory.getLogger(VoiceLink.class);

    private static final String SCHEME = "wss://";
    private static final int ABNORMAL = 1006;
    private static final int MOST_ATTEMPTS = 4;
    private static final int SILENCE_FRAMES = 5;
    private static final byte[] SILENCE = {(byte) 0xF8, (byte) 0xFF, (byte) 0xFE};

    /** Closing codes after which another WebSocket makes sense; not so a refused, kicked or expired session. */
    private static final Set<Integer> PASSING =
            Set.of(1001, ABNORMAL, 1011, 4000, 4001, 4002, 4003, 4005, 4009, 4012, 4015, 4016, 4020);

    private final VoiceClient client;
    private final VoiceAccess access;
    private final OpusSource sound;
    private final VoiceListener listener;
    private final CompletableFuture<Void> opened = new CompletableFuture<>();

    private @Nullable Conversation conversation;
    private @Nullable RtpSender sender;
    private long acknowledged = -1;
    private boolean described;
    private int attempts;
    private boolean over;

    private volatile @Nullable Media media;
    private volatile boolean open;
    private volatile long pingMillis = -1;

    /** Used by the pump alone. */
    private boolean playing;

    private int silenceToSend;

    private record Media(RtpSender sender, Seal seal) {}

    VoiceLink(VoiceClient client, VoiceAccess access, OpusSource sound, VoiceListener listener) {
        this.client = client;
        this.access = access;
        this.sound = sound;
        this.listener = listener;
    }

    public VoiceAccess access() {
        return access;
    }

    /**
     * Completes when the server has answered the WebSocket's handshake; fails when it refuses that, or when the link is
     * closed before. When nobody listens there it does neither.
     */
    public CompletionStage<Void> opened() {
        return opened;
    }

    /** Whether its WebSocket is open. */
    public boolean isOpen() {
        return open;
    }

    /** How long the server took to answer the last heartbeat, in milliseconds; -1 when it has not yet. */
    public long pingMillis() {
        return open ? pingMillis : -1;
    }

    /** Leaves the channel. */
    public void close() {
        Conversation talking = end();
        if (talking != null) {
            talking.leave();
        }
    }

    /** Is gone without a word. */
    void abort() {
        Conversation talking = end();
        if (talking != null) {
            talking.abort();
        }
    }

    private synchronized @Nullable Conversation end() {
        over = true;
        open = false;
        media = null;
        client.pump().remove(this);
        client.forget(this);
        opened.completeExceptionally(new IOException("the voice connection was closed before it was open"));
        closeSender();
        Conversation talking = conversation;
        conversation = null;
        return talking;
    }

    private void closeSender() {
        if (sender != null) {
            try {
                sender.close();
            } catch (IOException e) {
                log.debug("A UDP socket did not close as it should", e);
            }
        }
    }

    synchronized void connect() {
        if (over) {
            return;
        }
        String host =
                access.endpoint().startsWith(SCHEME) ? access.endpoint().substring(SCHEME.length()) : access.endpoint();
        Conversation next = new Conversation();
        conversation = next;
        URI uri;
        try {
            uri = URI.create(SCHEME + host + "/?v=8");
        } catch (IllegalArgumentException e) {
            opened.completeExceptionally(e);
            return;
        }
        CompletionStage<WebSocket> opening = client.http().newWebSocketBuilder().buildAsync(uri, next);
        opening.whenComplete((socket, failure) -> {
            if (failure != null) {
                failed(next, failure);
            }
        });
    }

    /** There is no WebSocket. A first one that nobody answers is waited for without end, as Lavalink does. */
    private synchronized void failed(Conversation failed, Throwable failure) {
        if (conversation != failed || over) {
            return;
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (opened.isDone()) {
            closed(failed, ABNORMAL, String.valueOf(cause.getMessage()), false);
        } else if (cause instanceof WebSocketHandshakeException) {
            opened.completeExceptionally(cause);
        } else {
            log.warn("The voice server of guild {} cannot be reached: {}", access.guildId(), cause.toString());
        }
    }

    private synchronized void closed(Conversation closed, int code, String reason, boolean byRemote) {
        if (conversation != closed || over) {
            return;
        }
        open = false;
        closed.stopHeartbeat();
        if (PASSING.contains(code) && attempts < MOST_ATTEMPTS) {
            attempts++;
            connect();
            return;
        }
        // The sound goes on being fetched, though nobody hears it: the position of the track moves on, as on a server.
        over = true;
        client.forget(this);
        client.threads().execute(() -> listener.closed(code, reason, byRemote));
    }

    private synchronized void received(Conversation from, JsonElement message) {
        if (conversation != from || over) {
            return;
        }
        String sequence = Wire.text(message, "seq");
        if (sequence != null) {
            acknowledged = Long.parseLong(sequence);
        }
        JsonObject data = Wire.field(message, "d");
        switch (number(message, "op")) {
            case Opcode.HELLO -> {
                from.heartbeats(Duration.ofMillis(number(data, "heartbeat_interval")));
                // A session that was never described cannot be resumed.
                from.send(described ? resume() : identify());
            }
            case Opcode.READY -> ready(from, data);
            case Opcode.SESSION_DESCRIPTION -> described(from, data);
            case Opcode.HEARTBEAT_ACK -> {
                from.heartbeatAnswered();
                if (media != null) {
                    client.pump().add(this);
                }
            }
            case Opcode.RESUMED -> attempts = 0;
            default -> {
                // Who else is there, and how they would be seen, does not matter to a player.
            }
        }
    }

    private JsonObject identify() {
        return message(
                Opcode.IDENTIFY,
                Map.of(
                        "server_id", Long.toUnsignedString(access.guildId()),
                        "user_id", Long.toUnsignedString(access.userId()),
                        "session_id", access.sessionId(),
                        "token", access.token(),
                        "max_dave_protocol_version", 0));
    }

    private JsonObject resume() {
        return message(
                Opcode.RESUME,
                Map.of(
                        "server_id", Long.toUnsignedString(access.guildId()),
                        "session_id", access.sessionId(),
                        "token", access.token(),
                        "seq_ack", acknowledged));
    }

    private void ready(Conversation from, JsonObject data) {
        int ssrc = number(data, "ssrc");
        InetSocketAddress server = new InetSocketAddress(text(data, "ip"), number(data, "port"));
        List<String> modes = new ArrayList<>();
        if (data.get("modes") instanceof JsonArray offered) {
            offered.forEach(
                    mode -> modes.add(JsonElementKt.getJsonPrimitive(mode).getContent()));
        }
        client.threads().execute(() -> {
            listener.ready();
            select(from, server, ssrc, modes);
        });
    }

    /** Finds out the own address and tells the server; blocks. */
    private void select(Conversation from, InetSocketAddress server, int ssrc, List<String> modes) {
        String mode = Seal.choose(modes).orElse(null);
        if (mode == null) {
            log.error("The voice server of guild {} offers no known encryption, only {}", access.guildId(), modes);
            return;
        }
        try {
            RtpSender found = new RtpSender(server, ssrc);
            if (!keep(found)) {
                found.close();
                return;
            }
            InetSocketAddress own = found.discover();
            from.send(message(
                    Opcode.SELECT_PROTOCOL,
                    Map.of(
                            "protocol",
                            "udp",
                            "data",
                            Wire.object(Map.of("address", own.getHostString(), "port", own.getPort(), "mode", mode)))));
        } catch (IOException e) {
            log.warn("The voice server of guild {} cannot be reached by UDP", access.guildId(), e);
        }
    }

    private synchronized boolean keep(RtpSender found) {
        if (over) {
            return false;
        }
        closeSender();
        sender = found;
        return true;
    }

    private void described(Conversation from, JsonObject data) {
        attempts = 0;
        RtpSender chosen = sender;
        if (chosen == null || !(data.get("secret_key") instanceof JsonArray numbers)) {
            log.warn("The voice server of guild {} describes a session that was not asked for", access.guildId());
            return;
        }
        byte[] key = new byte[numbers.size()];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) JsonElementKt.getInt(JsonElementKt.getJsonPrimitive(numbers.get(i)));
        }
        try {
            media = new Media(chosen, Seal.of(text(data, "mode"), key));
        } catch (GeneralSecurityException e) {
            log.error("The sound for guild {} cannot be encrypted", access.guildId(), e);
            return;
        }
        // Packets that come before this message are not heard; the answer to a heartbeat after it says that it came.
        described = true;
        from.send(chosen.speaking(true));
        from.beat();
    }

    /** Sends a frame; after the last one some of silence, so that nothing is heard of a gap. */
    @Override
    public void beat() {
        Media way = media;
        if (way == null) {
            return;
        }
        if (silenceToSend > 0) {
            silenceToSend--;
            send(way, SILENCE);
            return;
        }
        ByteBuffer frame = sound.nextFrame();
        if (frame != null) {
            byte[] opus = new byte[frame.remaining()];
            frame.get(opus);
            speak(way, true);
            send(way, opus);
        } else if (playing) {
            silenceToSend = SILENCE_FRAMES - 1;
            send(way, SILENCE);
            speak(way, false);
        }
    }

    private void speak(Media way, boolean on) {
        if (playing != on) {
            playing = on;
            Conversation talking = current();
            if (talking != null) {
                talking.send(way.sender().speaking(on));
            }
        }
    }

    private synchronized @Nullable Conversation current() {
        return over ? null : conversation;
    }

    private void send(Media way, byte[] frame) {
        if (over()) {
            return;
        }
        try {
            way.sender().send(way.seal(), frame);
            client.packets().increment();
        } catch (IOException e) {
            log.debug("A voice packet for guild {} is lost", access.guildId(), e);
        } catch (GeneralSecurityException e) {
            log.error("A voice packet for guild {} cannot be sealed", access.guildId(), e);
        }
    }

    private synchronized boolean over() {
        return over;
    }

    static JsonObject message(int op, Map<String, Object> data) {
        return Wire.object(Map.of("op", op, "d", Wire.object(data)));
    }

    private static int number(JsonElement object, String field) {
        return (int) Double.parseDouble(text(object, field));
    }

    private static String text(JsonElement object, String field) {
        String text = Wire.text(object, field);
        if (text == null) {
            throw new IllegalArgumentException("it has no " + field);
        }
        return text;
    }

    /** What is said on one WebSocket. */
    private final class Conversation implements WebSocket.Listener {

        private final StringBuilder heard = new StringBuilder();
        private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
        private CompletionStage<?> said = socket;
        private @Nullable Task heartbeat;
        private long heartbeatNanos;

        @Override
        public void onOpen(WebSocket opening) {
            socket.complete(opening);
            synchronized (VoiceLink.this) {
                if (conversation != this) {
                    opening.abort();
                    return;
                }
                open = true;
            }
            opened.complete(null);
            opening.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            heard.append(part);
            if (last && client.gate().pass()) {
                String text = heard.toString();
                heard.setLength(0);
                log.trace("A voice server says {}", text);
                try {
                    received(this, Wire.parse(text));
                } catch (RuntimeException e) {
                    log.warn("A message of the voice server is not understood", e);
                }
            }
            from.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            if (client.gate().pass()) {
                closed(this, code, reason, true);
            }
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable failure) {
            if (client.gate().pass()) {
                closed(this, ABNORMAL, String.valueOf(failure.getMessage()), false);
            }
        }

        /** Sends after all that was said before. */
        CompletionStage<?> send(JsonObject message) {
            return say(open -> open.sendText(message.toString(), true));
        }

        private synchronized CompletionStage<?> say(Function<WebSocket, CompletionStage<WebSocket>> word) {
            said = said.<@Nullable Void>handle((before, failed) -> null)
                    .thenCompose(before -> socket)
                    .thenCompose(word);
            return said;
        }

        synchronized void heartbeats(Duration interval) {
            heartbeat = client.timer().every(interval, interval, this::beat);
        }

        private void beat() {
            long nonce = ThreadLocalRandom.current().nextLong(Integer.MAX_VALUE);
            synchronized (this) {
                heartbeatNanos = System.nanoTime();
            }
            long reached;
            synchronized (VoiceLink.this) {
                reached = acknowledged;
            }
            send(message(Opcode.HEARTBEAT, Map.of("t", nonce, "seq_ack", reached)));
        }

        synchronized void heartbeatAnswered() {
            pingMillis = Duration.ofNanos(System.nanoTime() - heartbeatNanos).toMillis();
        }

        synchronized void stopHeartbeat() {
            if (heartbeat != null) {
                heartbeat.cancel();
            }
        }

        void leave() {
            stopHeartbeat();
            say(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }

        void abort() {
            stopHeartbeat();
            CompletionStage<WebSocket> opening = socket;
            opening.thenAccept(WebSocket::abort);
        }
    }
}
