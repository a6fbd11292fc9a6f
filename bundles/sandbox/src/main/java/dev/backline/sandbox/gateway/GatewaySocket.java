package dev.backline.sandbox.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
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
    private static final int INVALID_SHARD = 4010;

    private final Gateway gateway;
    private @Nullable Session connection;
    private @Nullable GatewaySession session;

    /** A connection to that gateway. */
    public GatewaySocket(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        synchronized (this) {
            connection = opened;
        }
        send("{\"op\":10,\"d\":{\"heartbeat_interval\":" + Gateway.HEARTBEAT_MILLIS + "}}");
    }

    @Override
    public void onWebSocketText(String text) {
        try {
            receive(JSON.readTree(text));
        } catch (JsonProcessingException e) {
            close(DECODE_ERROR, "Error while decoding payload.");
        }
    }

    private void receive(JsonNode message) {
        int opcode = message.path("op").asInt(-1);
        switch (opcode) {
            case 1 -> {
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
                }
            }
            default -> close(UNKNOWN_OPCODE, "Unknown opcode.");
        }
    }

    private void identify(JsonNode data) {
        int shard = data.path("shard").path(0).asInt(0);
        int shards = data.path("shard").path(1).asInt(1);
        if (session != null) {
            close(ALREADY_AUTHENTICATED, "Already authenticated.");
        } else if (!gateway.accepts(data.path("token").asText())) {
            close(AUTHENTICATION_FAILED, "Authentication failed.");
        } else if (shards < 1 || shard < 0 || shard >= shards) {
            close(INVALID_SHARD, "Invalid shard.");
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
        GatewaySession over = session;
        if (over != null) {
            over.detach(this);
            // A client that says goodbye with 1000 or 1001 ends its session; any other way it may resume.
            if (code == 1000 || code == 1001) {
                gateway.end(over);
            }
        }
        callback.succeed();
    }

    /** Sends text after what was sent before; does nothing when the connection is closed. */
    synchronized void send(String text) {
        if (connection != null && connection.isOpen()) {
            connection.sendText(text, Callback.NOOP);
        }
    }

    /** Closes with a code, after what was sent. */
    synchronized void close(int code, String reason) {
        if (connection != null) {
            connection.close(code, reason, Callback.NOOP);
        }
    }
}
