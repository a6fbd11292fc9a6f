package dev.backline.sandbox.voice;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is said on one websocket of the voice gateway, version 8. The messages of a client come one at a time; {@link
 * #checkHeartbeat} may be called by any thread.
 */
final class VoiceConversation {
    private static final Logger log = LoggerFactory.getLogger(VoiceConversation.class);

    private static final String GATEWAY_VERSION = "8";
    private static final int NORMAL_CLOSURE = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_CODE = 1005;

    private final VoiceSettings settings;
    private final Rooms rooms;
    private final Wire wire;
    private Stage stage = new Stage.Greeted();
    private volatile long lastHeartbeatNanos = System.nanoTime();

    private sealed interface Stage {
        /** Has been told hello, and must identify or resume. */
        record Greeted() implements Stage {}

        record InCall(Room room, Call call) implements Stage {}

        /** Has been closed by the server; what still comes is not listened to. */
        record Refused() implements Stage {}
    }

    VoiceConversation(VoiceSettings settings, Rooms rooms, Wire wire) {
        this.settings = settings;
        this.rooms = rooms;
        this.wire = wire;
    }

    /** @param version what the client asked for in its URL */
    void opened(String version) {
        if (version.equals(GATEWAY_VERSION)) {
            wire.send(VoiceMessage.hello(settings.heartbeatInterval()).text());
        } else {
            refuse(new VoiceRefusal(VoiceCloseCode.BAD_REQUEST, "expected ?v=8"));
        }
    }

    void text(String text) {
        if (stage instanceof Stage.Refused) {
            return;
        }
        try {
            answer(Payload.parse(text));
        } catch (VoiceRefusal refusal) {
            refuse(refusal);
        }
    }

    /** A binary message; those of DAVE begin with their opcode. */
    void binary(int opcode) {
        if (stage instanceof Stage.Refused) {
            return;
        }
        try {
            inCall();
            // With protocol version 0 nothing is to be negotiated, but a client may have prepared for it.
            if (opcode != Opcode.DAVE_MLS_KEY_PACKAGE && opcode != Opcode.DAVE_MLS_COMMIT_WELCOME) {
                throw unknownOpcode(opcode);
            }
        } catch (VoiceRefusal refusal) {
            refuse(refusal);
        }
    }

    /** The websocket is closed, by whomever. */
    void closed(int code) {
        boolean left = code == NORMAL_CLOSURE || code == GOING_AWAY || code == NO_CODE;
        if (stage instanceof Stage.InCall inCall) {
            inCall.room().disconnected(inCall.call(), wire, left);
        }
    }

    /** Closes the websocket of a client that has been silent for too long. */
    void checkHeartbeat(long nowNanos) {
        Duration silent = Duration.ofNanos(nowNanos - lastHeartbeatNanos);
        if (silent.compareTo(settings.heartbeatInterval().multipliedBy(2)) > 0) {
            wire.close(VoiceCloseCode.SESSION_TIMEOUT, "no heartbeat for " + silent.toMillis() + " ms");
        }
    }

    private void answer(Payload message) throws VoiceRefusal {
        int opcode = message.count("op", -1);
        switch (opcode) {
            case Opcode.IDENTIFY -> identify(message.object("d"));
            case Opcode.RESUME -> resume(message.object("d"));
            case Opcode.HEARTBEAT -> heartbeat(message.object("d"));
            case Opcode.SELECT_PROTOCOL -> selectProtocol(inCall(), message.object("d"));
            case Opcode.SPEAKING -> speaking(inCall(), message.object("d"));
            // With protocol version 0 these have nothing to answer.
            case Opcode.DAVE_TRANSITION_READY, Opcode.DAVE_MLS_INVALID_COMMIT_WELCOME -> inCall();
            default -> throw unknownOpcode(opcode);
        }
    }

    private void identify(Payload data) throws VoiceRefusal {
        expectGreeted();
        long guildId = data.id("server_id");
        long userId = data.id("user_id");
        Ticket ticket = ticket(data);
        int daveVersion = data.count("max_dave_protocol_version", 0);
        Room room = rooms.find(guildId)
                .orElseThrow(() ->
                        new VoiceRefusal(VoiceCloseCode.AUTHENTICATION_FAILED, "nobody is expected in this guild"));
        stage = new Stage.InCall(room, room.identify(userId, ticket, daveVersion, wire));
    }

    private void resume(Payload data) throws VoiceRefusal {
        expectGreeted();
        long guildId = data.id("server_id");
        Ticket ticket = ticket(data);
        long acknowledged = data.number("seq_ack", -1);
        Room room = rooms.find(guildId)
                .orElseThrow(() -> new VoiceRefusal(VoiceCloseCode.SESSION_NO_LONGER_VALID, "no such session"));
        stage = new Stage.InCall(room, room.resume(ticket, acknowledged, wire));
    }

    private void heartbeat(Payload data) throws VoiceRefusal {
        long nonce = data.number("t");
        long acknowledged = data.number("seq_ack", -1);
        lastHeartbeatNanos = System.nanoTime();
        if (stage instanceof Stage.InCall inCall) {
            inCall.room().acknowledge(inCall.call(), acknowledged);
        }
        wire.send(VoiceMessage.heartbeatAck(nonce).text());
    }

    private void selectProtocol(Stage.InCall inCall, Payload data) throws VoiceRefusal {
        if (!data.text("protocol").equals("udp")) {
            throw new VoiceRefusal(VoiceCloseCode.UNKNOWN_PROTOCOL, "expected udp");
        }
        Payload details = data.object("data");
        details.text("address");
        details.port("port");
        EncryptionMode mode = EncryptionMode.named(details.text("mode"))
                .filter(settings.modes()::contains)
                .orElseThrow(() -> new VoiceRefusal(
                        VoiceCloseCode.UNKNOWN_ENCRYPTION_MODE, "expected one of the modes of the ready message"));
        inCall.room().describe(inCall.call(), mode);
    }

    private static void speaking(Stage.InCall inCall, Payload data) throws VoiceRefusal {
        inCall.room().speaking(inCall.call(), data.count("speaking", 0));
    }

    private static Ticket ticket(Payload data) throws VoiceRefusal {
        return new Ticket(data.text("session_id"), data.text("token"));
    }

    private void expectGreeted() throws VoiceRefusal {
        if (!(stage instanceof Stage.Greeted)) {
            throw new VoiceRefusal(VoiceCloseCode.ALREADY_AUTHENTICATED, "identify or resume once only");
        }
    }

    private Stage.InCall inCall() throws VoiceRefusal {
        if (stage instanceof Stage.InCall inCall) {
            return inCall;
        }
        throw new VoiceRefusal(VoiceCloseCode.NOT_AUTHENTICATED, "expected identify or resume first");
    }

    private static VoiceRefusal unknownOpcode(int opcode) {
        return new VoiceRefusal(VoiceCloseCode.UNKNOWN_OPCODE, "no message of a client has opcode " + opcode);
    }

    private void refuse(VoiceRefusal refusal) {
        log.debug("A voice client is refused with {}: {}", refusal.code(), refusal.reason());
        wire.close(refusal.code(), refusal.reason());
        if (stage instanceof Stage.InCall inCall) {
            inCall.room().disconnected(inCall.call(), wire, refusal.code().endsSession());
        }
        stage = new Stage.Refused();
    }
}
