package dev.backline.sandbox.voice;

import static dev.backline.sandbox.voice.Stage.BOT;
import static dev.backline.sandbox.voice.Stage.GUILD;
import static dev.backline.sandbox.voice.Stage.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceResumeTest {
    private static final EncryptionMode MODE = EncryptionMode.AES256_GCM;

    @AutoClose
    private final Stage stage = new Stage(VoiceSettings.DEFAULT);

    private final VoiceServer server = stage.server();

    @ParameterizedTest
    @EnumSource(names = {"SESSION_TIMEOUT", "SERVER_CRASHED", "FAILED_TO_DECODE"})
    void goesOnAfterADroppedWebsocket(VoiceCloseCode code) throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.joined(BOT, token, MODE);
        server.faults().drop(GUILD, code);
        assertThat(client.closeCode()).isEqualTo(code.code());

        stage.resumed(token, -1).receive(Opcode.RESUMED);
    }

    @Test
    void goesOnAfterABrokenConnection() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.joined(BOT, token, MODE);
        server.faults().cut(GUILD);
        assertThat(client.closeCode()).isEqualTo(1006);

        stage.resumed(token, -1).receive(Opcode.RESUMED);
    }

    @Test
    void hearsPacketsWithTheSameKeyAfterAResume() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.joined(BOT, token, MODE);
        client.sendDatagram(client.packet(MODE, 0, Tones.SILENCE_FRAME));
        server.faults().cut(GUILD);
        stage.resumed(token, -1).receive(Opcode.RESUMED);
        client.sendDatagram(client.packet(MODE, 1, Tones.SILENCE_FRAME));

        await().until(() -> stage.heard().packets() == 2);
    }

    @Test
    void sendsAgainWhatWasMissed() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        stage.joined(BOT, token, MODE);
        VoiceClient other = stage.otherJoined();
        other.speak();
        other.heartbeat(2, -1);
        server.faults().cut(GUILD);

        VoiceClient resumed = stage.resumed(token, 1);
        resumed.receive(Opcode.RESUMED);
        assertThat(resumed.receive(Opcode.SPEAKING).path("seq").intValue()).isEqualTo(2);
        assertThat(resumed.receive(Opcode.SPEAKING).path("seq").intValue()).isEqualTo(3);
    }

    @Test
    void aHeartbeatAcknowledgesMessages() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.joined(BOT, token, MODE);
        stage.otherJoined();
        client.receive(Opcode.CLIENTS_CONNECT);
        client.receive(Opcode.SPEAKING);
        client.heartbeat(2, 2);

        assertThat(stage.resumed(token, 1).closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }

    @Test
    void refusesWhenMissedMessagesAreNoLongerKept() throws Exception {
        try (Stage forgetful = new Stage(VoiceSettings.DEFAULT.withResumeBuffer(1))) {
            String token = forgetful.server().expect(GUILD, BOT, SESSION);
            forgetful.joined(BOT, token, MODE);
            forgetful.otherJoined().heartbeat(2, -1);

            assertThat(forgetful.resumed(token, -1).closeCode())
                    .isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SESSION_NO_LONGER_VALID", "DISCONNECTED", "CALL_TERMINATED"})
    void refusesASessionThatWasEnded(VoiceCloseCode code) throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        stage.joined(BOT, token, MODE);
        server.faults().drop(GUILD, code);

        assertThat(stage.resumed(token, -1).closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }

    @Test
    void refusesASessionThatTheClientLeft() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient client = stage.joined(BOT, token, MODE);
        client.leave();
        assertThat(client.closeCode()).isEqualTo(1000);

        assertThat(stage.resumed(token, -1).closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }

    @Test
    void refusesASessionAfterItsWindow() throws Exception {
        try (Stage impatient = new Stage(VoiceSettings.DEFAULT.withResumeWindow(Duration.ZERO))) {
            String token = impatient.server().expect(GUILD, BOT, SESSION);
            VoiceClient client = impatient.joined(BOT, token, MODE);
            impatient.server().faults().drop(GUILD, VoiceCloseCode.SERVER_CRASHED);
            assertThat(client.closeCode()).isEqualTo(VoiceCloseCode.SERVER_CRASHED.code());

            assertThat(impatient.resumed(token, -1).closeCode())
                    .isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
        }
    }

    @Test
    void refusesATokenOfBefore() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        stage.joined(BOT, token, MODE);
        server.expect(GUILD, BOT, SESSION);

        assertThat(stage.resumed(token, -1).closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }

    @Test
    void refusesAGuildWithoutSession() throws Exception {
        assertThat(stage.resumed("token", -1).closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }

    @Test
    void takesOverFromAWebsocketThatIsStillOpen() throws Exception {
        String token = server.expect(GUILD, BOT, SESSION);
        VoiceClient old = stage.joined(BOT, token, MODE);

        stage.resumed(token, -1).receive(Opcode.RESUMED);
        assertThat(old.closeCode()).isEqualTo(VoiceCloseCode.SESSION_NO_LONGER_VALID.code());
    }
}
