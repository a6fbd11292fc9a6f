package dev.backline.sandbox.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection of a client. Opcodes and close codes are those of "Gateway Opcodes and Status Codes" in Discord's
 * developer documentation. Public for the web server only, which calls no other listeners.
 */
public final class GatewaySocket implements Session.Listener.AutoDemanding {

    private static final Logger log = LoggerFactory.getLogger(GatewaySocket.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String INVALID_SESSION = "{\"op\":9,\"d\":false}";

    private static final int UNKNOWN_OPCODE = 4001;
    private static final int DECODE_ERROR = 4002;
    private static final int NOT_AUTHENTICATED = 4003;
    private static final int AUTHENTICATION_FAILED = 4004;
    private static final int ALREADY_AUTHENTICATED = 4005;
    private static final int RATE_LIMITED = 4008;
    private static final int INVALID_SHARD = 4010;
    private static final int INVALID_VERSION = 4012;
    private static final int INVALID_INTENTS = 4013;
    private static final int DISALLOWED_INTENTS = 4014;

    private static final int LONGEST_PAYLOAD = 4096;
    private static final int EVENTS_PER_MINUTE = 120;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** All intents that Discord has. */
    private static final long INTENTS = (1L << 17) - 1 | 1L << 20 | 1L << 21 | 1L << 24 | 1L << 25;

    /** Members, presences and message content: an application has to be granted these, and this one is not. */
    private static final long PRIVILEGED = 1L << 1 | 1L << 8 | 1L << 15;

    private final Gateway gateway;
    private final boolean acceptable;
    private final @Nullable Compression compression;
    private @Nullable Session connection;
    private @Nullable GatewaySession session;
    private volatile long heartbeatNanos = System.nanoTime();
    private long minuteBegan = System.nanoTime();
    private int eventsInMinute;

    /**
     * A connection to that gateway.
     *
     * @param version that the client asks for; empty for the default
     * @param encoding that it asks for; empty for the default
     * @param compress the transport compression that it asks for; empty for none
     */
    public GatewaySocket(Gateway gateway, String version, String encoding, String compress) {
        this.gateway = gateway;
        acceptable = (version.isEmpty() || version.equals("10"))
                && (encoding.isEmpty() || encoding.equals("json"))
                && (compress.isEmpty() || compress.equals("zlib-stream"));
        compression = compress.equals("zlib-stream") ? new Compression() : null;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        synchronized (this) {
            connection = opened;
        }
        if (!acceptable) {
            close(INVALID_VERSION, "Expected v=10, encoding=json, and compress=zlib-stream or none.");
            return;
        }
        gateway.opened(this);
        send("{\"op\":10,\"d\":{\"heartbeat_interval\":" + Gateway.HEARTBEAT_MILLIS + "}}");
    }

    @Override
    public void onWebSocketText(String text) {
        if (isTooMany()) {
            close(RATE_LIMITED, "You are being rate limited.");
            return;
        }
        try {
            if (text.length() > LONGEST_PAYLOAD) {
                close(DECODE_ERROR, "Error while decoding payload.");
                return;
            }
            receive(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            close(DECODE_ERROR, "Error while decoding payload.");
        }
    }

    private boolean isTooMany() {
        long now = System.nanoTime();
        if (now - minuteBegan > MINUTE_NANOS) {
            minuteBegan = now;
            eventsInMinute = 0;
        }
        return ++eventsInMinute > EVENTS_PER_MINUTE;
    }

    /** How long the client has been without a sign of life. */
    Duration silentFor() {
        return Duration.ofNanos(System.nanoTime() - heartbeatNanos);
    }

    private void receive(JsonNode message) {
        int opcode = message.path("op").asInt(-1);
        switch (opcode) {
            case 1 -> {
                heartbeatNanos = System.nanoTime();
                if (!gateway.silent()) {
                    send("{\"op\":11}");
                }
            }
            case 2 -> identify(message.path("d"));
            case 6 -> resume(message.path("d"));
            case 3, 4, 8 -> {
                if (session == null) {
                    close(NOT_AUTHENTICATED, "Not authenticated.");
                } else if (opcode == 4) {
                    gateway.voiceStateUpdate(session, message.path("d"));
                } else if (opcode == 8) {
                    gateway.membersWanted(session, message.path("d"));
                }
            }
            default -> close(UNKNOWN_OPCODE, "Unknown opcode.");
        }
    }

    private void identify(JsonNode data) {
        int shard = data.path("shard").path(0).asInt(0);
        int shards = data.path("shard").path(1).asInt(1);
        long intents = data.path("intents").asLong(-1);
        if (session != null) {
            close(ALREADY_AUTHENTICATED, "Already authenticated.");
        } else if (!gateway.accepts(data.path("token").asText())) {
            close(AUTHENTICATION_FAILED, "Authentication failed.");
        } else if (shards < 1 || shard < 0 || shard >= shards) {
            close(INVALID_SHARD, "Invalid shard.");
        } else if (intents < 0 || (intents & ~INTENTS) != 0) {
            close(INVALID_INTENTS, "Invalid intent(s).");
        } else if ((intents & PRIVILEGED) != 0 || gateway.refusesIntents()) {
            close(DISALLOWED_INTENTS, "Disallowed intent(s).");
        } else {
            session = gateway.identify(this, shard, shards);
        }
    }

    private void resume(JsonNode data) {
        if (!gateway.accepts(data.path("token").asText())) {
            close(AUTHENTICATION_FAILED, "Authentication failed.");
            return;
        }
        Optional<GatewaySession> known = gateway.session(data.path("session_id").asText());
        if (known.isPresent() && known.get().resume(this, data.path("seq").asLong())) {
            session = known.get();
        } else {
            known.ifPresent(gateway::end);
            send(INVALID_SESSION);
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("A gateway connection failed", cause);
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        gateway.closed(this);
        GatewaySession over = session;
        if (over != null) {
            over.detach(this);
            // A client that says goodbye with 1000 or 1001 ends its session; any other way it may resume.
            if (code == 1000 || code == 1001) {
                gateway.end(over);
            }
        }
        synchronized (this) {
            connection = null;
            if (compression != null) {
                compression.close();
            }
        }
        callback.succeed();
    }

    /** Sends text after what was sent before; does nothing when the connection is closed. */
    synchronized void send(String text) {
        if (connection != null && connection.isOpen()) {
            if (compression == null) {
                connection.sendText(text, Callback.NOOP);
            } else {
                connection.sendBinary(compression.compress(text), Callback.NOOP);
            }
        }
    }

    /** Closes with a code, after what was sent. */
    synchronized void close(int code, String reason) {
        if (connection != null) {
            connection.close(code, reason, Callback.NOOP);
        }
    }
}
