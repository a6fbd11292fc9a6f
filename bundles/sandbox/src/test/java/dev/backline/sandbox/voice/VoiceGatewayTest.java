package dev.backline.sandbox.voice;

import static dev.backline.sandbox.voice.Stage.BOT;
import static dev.backline.sandbox.voice.Stage.GUILD;
import static dev.backline.sandbox.voice.Stage.OTHER_BOT;
import static dev.backline.sandbox.voice.Stage.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceGatewayTest {
    @AutoClose
    private final Stage stage = new Stage(VoiceSettings.DEFAULT);

    private final VoiceServer server = stage.server();

    @Test
    void saysHelloWithVersionAndHeartbeatInterval() throws Exception {
        JsonNode hello = stage.connect().receive(Opcode.HELLO).path("d");

        assertThat(hello.path("v").intValue()).isEqualTo(8);
        assertThat(hello.path("heartbeat_interval").intValue()).isEqualTo(13_750);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?v=4", "?v=7", "?v=x"})
    void wantsVersionEight(String query) throws Exception {
        assertThat(stage.connect(query).closeCode()).isEqualTo(VoiceCloseCode.BAD_REQUEST.code());
    }

    @Test
    void isReadyForAClientThatIdentifies() throws Exception {
        VoiceClient client = stage.connect();
        client.receive(Opcode.HELLO);
        client.identify(GUILD, BOT, SESSION, server.expect(GUILD, BOT, SESSION));

        JsonNode ready = client.ready();
        assertThat(ready.path("ssrc").intValue()).isPositive();
        assertThat(ready.path("ip").textValue()).isEqualTo("127.0.0.1");
        assertThat(ready.path("modes"))
                .extracting(JsonNode::textValue)
                .containsExactly("aead_aes256_gcm_rtpsize", "aead_xchacha20_poly1305_rtpsize");
    }

    @ParameterizedTest
    @EnumSource
    void describesTheSessionInTheSelectedMode(EncryptionMode mode) throws Exception {
        VoiceClient client = stage.identified();
        client.selectProtocol(mode.wireName());

        JsonNode description = client.description();
        assertThat(description.path("mode").textValue()).isEqualTo(mode.wireName());
        assertThat(description.path("secret_key"))
                .hasSize(32)
                .allMatch(part -> part.intValue() >= 0 && part.intValue() < 256);
        assertThat(description.path("dave_protocol_version").intValue()).isZero();
        assertThat(stage.heard().mode()).hasValue(mode);
    }

    @Test
    void notesTheDaveVersionThatAClientAnnounced() throws Exception {
        stage.identified();

        assertThat(stage.heard().announcedDaveVersion()).isEqualTo(1);
    }

    @Test
    void aClientThatAnnouncesNoDaveHasVersionZero() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.connect();
        client.send(Opcode.IDENTIFY, """
                {"server_id": "%d", "user_id": "%d", "session_id": "%s", "token": "%s"}
                """.formatted(GUILD, BOT, SESSION, token));
        client.receive(Opcode.HELLO);
        client.ready();

        assertThat(stage.heard().announcedDaveVersion()).isZero();
    }

    @Test
    void answersAHeartbeatWithItsNonce() throws Exception {
        VoiceClient client = stage.identified();
        client.send(Opcode.HEARTBEAT, "{\"t\": 1501184119561, \"seq_ack\": 10}");

        assertThat(client.receive(Opcode.HEARTBEAT_ACK).path("d").path("t").longValue())
                .isEqualTo(1_501_184_119_561L);
    }

    @Test
    void answersAHeartbeatBeforeIdentify() throws Exception {
        VoiceClient client = stage.connect();
        client.receive(Opcode.HELLO);

        client.heartbeat(5, -1);
    }

    @Test
    void closesAClientThatSendsNoHeartbeat() throws Exception {
        try (Stage hasty = new Stage(VoiceSettings.DEFAULT.withHeartbeatInterval(Duration.ofMillis(50)))) {
            assertThat(hasty.connect().closeCode()).isEqualTo(VoiceCloseCode.SESSION_TIMEOUT.code());
        }
    }

    @Test
    void refusesAUserWhoIsNotExpected() throws Exception {
        VoiceClient client = stage.connect();
        client.identify(GUILD, BOT, SESSION, "token");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.AUTHENTICATION_FAILED.code());
    }

    @Test
    void refusesAWrongToken() throws Exception {
        server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.connect();
        client.identify(GUILD, BOT, SESSION, "token");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.AUTHENTICATION_FAILED.code());
    }

    @Test
    void refusesATokenOfBefore() throws Exception {
        String old = server.expect(GUILD, BOT, SESSION);
        server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.connect();
        client.identify(GUILD, BOT, SESSION, old);

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.AUTHENTICATION_FAILED.code());
    }

    @Test
    void refusesAnotherSession() throws Exception {
        VoiceClient client = stage.connect();
        client.identify(GUILD, BOT, "another", server.expect(GUILD, BOT, SESSION));

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }

    @Test
    void refusesAUserWhoWasForgotten() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        server.forget(GUILD, BOT);
        VoiceClient client = stage.connect();
        client.identify(GUILD, BOT, SESSION, token);

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.AUTHENTICATION_FAILED.code());
    }

    @Test
    void refusesASecondIdentifyOnTheSameWebsocket() throws Exception {
        VoiceClient client = stage.identified();
        client.identify(GUILD, BOT, SESSION, "token");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.ALREADY_AUTHENTICATED.code());
    }

    @Test
    void aSecondWebsocketOfTheSameSessionReplacesTheFirst() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient first = stage.joined(BOT, token, EncryptionMode.AES256_GCM);
        VoiceClient second = stage.joined(BOT, token, EncryptionMode.AES256_GCM);

        assertThat(first.closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
        assertThat(second.ssrc()).isNotEqualTo(first.ssrc());
    }

    @ParameterizedTest
    @ValueSource(ints = {Opcode.SELECT_PROTOCOL, Opcode.SPEAKING, Opcode.DAVE_TRANSITION_READY})
    void wantsIdentifyFirst(int opcode) throws Exception {
        VoiceClient client = stage.connect();
        client.send(opcode, "{}");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.NOT_AUTHENTICATED.code());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8, 9, 10, 11, 12, 13, 21, 25, 26, 99})
    void refusesAnOpcodeThatIsNoClients(int opcode) throws Exception {
        VoiceClient client = stage.identified();
        client.send(opcode, "{}");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.UNKNOWN_OPCODE.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "[]",
                "{}",
                "{\"op\": \"0\"}",
                "{\"op\": 0}",
                "{\"op\": 0, \"d\": {\"server_id\": \"1\"}}",
                "{\"op\": 0, \"d\": {\"server_id\": 1}}",
                "{\"op\": 0, \"d\": {\"server_id\": \"one\"}}",
                "{\"op\": 3, \"d\": 1501184119561}",
                "{\"op\": 3, \"d\": {\"t\": 1.5}}",
                "{\"op\": 7, \"d\": {}}"
            })
    void refusesWhatItCannotRead(String text) throws Exception {
        VoiceClient client = stage.connect();
        client.send(text);

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.FAILED_TO_DECODE.code());
    }

    @Test
    void refusesAnotherProtocolThanUdp() throws Exception {
        VoiceClient client = stage.identified();
        client.send(Opcode.SELECT_PROTOCOL, "{\"protocol\": \"webrtc\", \"data\": {}}");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.UNKNOWN_PROTOCOL.code());
    }

    @Test
    void refusesAModeThatNobodyKnows() throws Exception {
        VoiceClient client = stage.identified();
        client.selectProtocol("xsalsa20_poly1305");

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.UNKNOWN_ENCRYPTION_MODE.code());
    }

    @Test
    void refusesAModeThatItDidNotOffer() throws Exception {
        try (Stage strict = new Stage(VoiceSettings.DEFAULT.withModes(EncryptionMode.XCHACHA20_POLY1305))) {
            VoiceClient client = strict.identified();
            client.selectProtocol(EncryptionMode.AES256_GCM.wireName());

            assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.UNKNOWN_ENCRYPTION_MODE.code());
        }
    }

    @Test
    void refusesAPortThatIsNone() throws Exception {
        VoiceClient client = stage.identified();
        client.send(Opcode.SELECT_PROTOCOL, """
                {"protocol": "udp", "data": {"address": "127.0.0.1", "port": 65536, "mode": "aead_aes256_gcm_rtpsize"}}
                """);

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.FAILED_TO_DECODE.code());
    }

    @Test
    void ignoresTheDaveMessagesOfAClientThatHasPrepared() throws Exception {
        VoiceClient client = stage.joined(EncryptionMode.AES256_GCM);
        client.sendBinary(Opcode.DAVE_MLS_KEY_PACKAGE, 1, 2, 3);
        client.sendBinary(Opcode.DAVE_MLS_COMMIT_WELCOME);
        client.send(Opcode.DAVE_TRANSITION_READY, "{\"transition_id\": 0}");

        client.heartbeat(9, -1);
    }

    @Test
    void refusesABinaryMessageThatIsNotDaves() throws Exception {
        VoiceClient client = stage.identified();
        client.sendBinary(0);

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.UNKNOWN_OPCODE.code());
    }

    @Test
    void closesTheWebsocketOfAUserWhoLeft() throws Exception {
        VoiceClient client = stage.joined(EncryptionMode.AES256_GCM);
        server.forget(GUILD, BOT);

        assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.DISCONNECTED.code());
        assertThat(server.heard(GUILD)).isEmpty();
    }

    @Test
    void clientsLearnOfEachOther() throws Exception {
        VoiceClient first = stage.joined(EncryptionMode.AES256_GCM);
        VoiceClient second = stage.connect();
        second.receive(Opcode.HELLO);
        second.identify(GUILD, OTHER_BOT, SESSION, server.expect(GUILD, OTHER_BOT, SESSION));
        second.ready();
        second.selectProtocol(EncryptionMode.AES256_GCM.wireName());
        second.description();

        JsonNode seenByFirst = first.receive(Opcode.CLIENTS_CONNECT);
        assertThat(seenByFirst.path("d").path("user_ids"))
                .extracting(JsonNode::textValue)
                .containsExactly(Long.toString(OTHER_BOT));
        assertThat(seenByFirst.path("seq").intValue()).isEqualTo(1);
        assertThat(second.receive(Opcode.CLIENTS_CONNECT).path("d").path("user_ids"))
                .extracting(JsonNode::textValue)
                .containsExactly(Long.toString(BOT));
    }

    @Test
    void clientsLearnWhoSpeaks() throws Exception {
        VoiceClient first = stage.joined(EncryptionMode.AES256_GCM);
        VoiceClient second = stage.otherJoined();
        first.receive(Opcode.CLIENTS_CONNECT);
        JsonNode speaking = first.receive(Opcode.SPEAKING).path("d");

        assertThat(speaking.path("user_id").textValue()).isEqualTo(Long.toString(OTHER_BOT));
        assertThat(speaking.path("ssrc").intValue()).isEqualTo(second.ssrc());
        assertThat(speaking.path("speaking").intValue()).isEqualTo(1);
    }

    @Test
    void clientsLearnWhoLeft() throws Exception {
        VoiceClient first = stage.joined(EncryptionMode.AES256_GCM);
        VoiceClient second = stage.otherJoined();
        first.receive(Opcode.CLIENTS_CONNECT);
        first.receive(Opcode.SPEAKING);
        second.leave();

        assertThat(first.receive(Opcode.CLIENT_DISCONNECT)
                        .path("d")
                        .path("user_id")
                        .textValue())
                .isEqualTo(Long.toString(OTHER_BOT));
    }

    @Test
    void aClientIsHeardOfNoMoreOnceItsGuildForgotIt() throws Exception {
        VoiceClient client = stage.joined(EncryptionMode.AES256_GCM);
        client.leave();
        await().until(client::isClosed);

        assertThat(server.heard(GUILD)).isPresent();
        server.forget(GUILD, BOT);
        assertThat(server.heard(GUILD)).isEmpty();
    }
}
