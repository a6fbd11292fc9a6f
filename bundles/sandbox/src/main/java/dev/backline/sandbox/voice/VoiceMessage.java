package dev.backline.sandbox.voice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Collection;

/**
 * A message of the server.
 *
 * @param op its {@link Opcode}
 * @param data its content, not to be changed
 */
record VoiceMessage(int op, JsonNode data) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int GATEWAY_VERSION = 8;

    static VoiceMessage hello(Duration heartbeatInterval) {
        return new VoiceMessage(
                Opcode.HELLO,
                JSON.objectNode().put("v", GATEWAY_VERSION).put("heartbeat_interval", heartbeatInterval.toMillis()));
    }

    static VoiceMessage ready(int ssrc, String ip, int port, Collection<EncryptionMode> modes) {
        ObjectNode data = JSON.objectNode().put("ssrc", ssrc).put("ip", ip).put("port", port);
        ArrayNode names = data.putArray("modes");
        modes.forEach(mode -> names.add(mode.wireName()));
        return new VoiceMessage(Opcode.READY, data);
    }

    static VoiceMessage sessionDescription(EncryptionMode mode, byte[] key, int daveVersion) {
        ObjectNode data = JSON.objectNode().put("mode", mode.wireName()).put("dave_protocol_version", daveVersion);
        ArrayNode numbers = data.putArray("secret_key");
        for (byte part : key) {
            numbers.add(part & 0xFF);
        }
        return new VoiceMessage(Opcode.SESSION_DESCRIPTION, data);
    }

    static VoiceMessage heartbeatAck(long nonce) {
        return new VoiceMessage(Opcode.HEARTBEAT_ACK, JSON.objectNode().put("t", nonce));
    }

    static VoiceMessage resumed() {
        return new VoiceMessage(Opcode.RESUMED, JSON.nullNode());
    }

    static VoiceMessage speaking(long userId, int ssrc, long modes) {
        return new VoiceMessage(
                Opcode.SPEAKING,
                JSON.objectNode()
                        .put("user_id", Long.toUnsignedString(userId))
                        .put("ssrc", ssrc)
                        .put("speaking", modes));
    }

    static VoiceMessage clientsConnect(Collection<Long> userIds) {
        ObjectNode data = JSON.objectNode();
        ArrayNode ids = data.putArray("user_ids");
        userIds.forEach(id -> ids.add(Long.toUnsignedString(id)));
        return new VoiceMessage(Opcode.CLIENTS_CONNECT, data);
    }

    static VoiceMessage clientDisconnect(long userId) {
        return new VoiceMessage(
                Opcode.CLIENT_DISCONNECT, JSON.objectNode().put("user_id", Long.toUnsignedString(userId)));
    }

    /** The message without a number: it is not sent again when a client resumes. */
    String text() {
        return envelope().toString();
    }

    /** The message with its number, which a client acknowledges. */
    String text(int sequence) {
        return envelope().put("seq", sequence).toString();
    }

    private ObjectNode envelope() {
        ObjectNode envelope = JSON.objectNode().put("op", op);
        envelope.set("d", data);
        return envelope;
    }
}
