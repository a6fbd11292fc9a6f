package dev.backline.sandbox.voice;

import static dev.backline.sandbox.voice.Stage.BOT;
import static dev.backline.sandbox.voice.Stage.GUILD;
import static dev.backline.sandbox.voice.Stage.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VoiceAudioTest {
    private static final EncryptionMode MODE = EncryptionMode.AES256_GCM;
    private static final byte[] SOUND = {1, 2, 3, 4};

    @AutoClose
    private final Stage stage = new Stage(VoiceSettings.DEFAULT);

    private final VoiceServer server = stage.server();

    @Test
    void tellsAClientItsAddress() throws Exception {
        VoiceClient client = stage.identified();
        byte[] bytes = client.discover();
        ByteBuffer answer = ByteBuffer.wrap(bytes);

        assertThat(bytes).hasSize(74);
        assertThat(answer.getShort(0)).isEqualTo((short) 2);
        assertThat(answer.getShort(2)).isEqualTo((short) 70);
        assertThat(answer.getInt(4)).isEqualTo(client.ssrc());
        assertThat(new String(bytes, 8, 64, StandardCharsets.US_ASCII).trim()).isEqualTo("127.0.0.1");
        assertThat(answer.getShort(72) & 0xFFFF).isEqualTo(client.localPort());
    }

    @Test
    void sendsAKeepAliveBack() throws Exception {
        VoiceClient client = stage.identified();
        byte[] keepAlive = {(byte) 0xC9, 0, 0, 0, 0, 0, 0, 0, 1};
        client.sendDatagram(keepAlive);

        assertThat(client.receiveDatagram()).isEqualTo(keepAlive);
    }

    @ParameterizedTest
    @EnumSource
    void hearsTheToneThatAClientPlays(EncryptionMode mode) throws Exception {
        VoiceClient client = stage.joined(mode);
        List<byte[]> frames = Tones.opusSine(440, 60);
        for (int i = 0; i < frames.size(); i++) {
            client.sendDatagram(client.packet(mode, i, frames.get(i)));
        }

        await().until(() -> stage.heard().packets() == 60);
        Heard heard = stage.heard();
        // Of all of it: what came in the last second is less, when this thread had to wait.
        assertThat(ToneMeter.loudest(heard.pcm()))
                .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0)));
        assertThat(heard.lost()).isZero();
        assertThat(heard.mode()).hasValue(mode);
        assertThat(server.wrongPackets()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutAnExtension(EncryptionMode mode) throws Exception {
        VoiceClient client = stage.joined(mode);
        byte[] header = ByteBuffer.allocate(16)
                .put((byte) 0x90)
                .put((byte) 0x78)
                .putInt(8, client.ssrc())
                .putInt(12, 0xBEDE_0001)
                .array();
        byte[] extensionThenSilence = ByteBuffer.allocate(4 + Tones.SILENCE_FRAME.length)
                .putInt(7)
                .put(Tones.SILENCE_FRAME)
                .array();
        client.sendDatagram(client.seal(mode, header, extensionThenSilence));

        await().until(() -> stage.heard().packets() == 1);
        assertThat(stage.heard().pcm()).hasSize(2 * 960).containsOnly((short) 0);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPacketThatWasChanged(EncryptionMode mode) throws Exception {
        VoiceClient client = stage.joined(mode);
        byte[] changed = client.packet(mode, 0, SOUND);
        changed[13]++;
        client.sendDatagram(changed);

        awaitWrong(WrongPacket.NOT_AUTHENTIC);
    }

    @ParameterizedTest
    @EnumSource
    void refusesAPacketWhoseHeaderWasChanged(EncryptionMode mode) throws Exception {
        VoiceClient client = stage.joined(mode);
        byte[] changed = client.packet(mode, 0, SOUND);
        changed[3]++;
        client.sendDatagram(changed);

        awaitWrong(WrongPacket.NOT_AUTHENTIC);
    }

    @Test
    void refusesAnotherMode() throws Exception {
        VoiceClient client = stage.joined(EncryptionMode.XCHACHA20_POLY1305);
        client.sendDatagram(client.packet(EncryptionMode.AES256_GCM, 0, SOUND));

        awaitWrong(WrongPacket.NOT_AUTHENTIC);
    }

    @Test
    void refusesAPacketThatWasSentTwice() throws Exception {
        VoiceClient client = stage.joined(MODE);
        byte[] packet = client.packet(MODE, 0, SOUND);
        client.sendDatagram(packet);
        client.sendDatagram(packet);

        awaitWrong(WrongPacket.REPEATED);
        assertThat(stage.heard().packets()).isEqualTo(1);
    }

    @Test
    void refusesAPacketBeforeTheSessionIsDescribed() throws Exception {
        VoiceClient client = stage.identified();
        client.sendDatagram(ByteBuffer.allocate(40)
                .put(0, (byte) 0x80)
                .put(1, (byte) 0x78)
                .putInt(8, client.ssrc())
                .array());

        awaitWrong(WrongPacket.BEFORE_SESSION_DESCRIPTION);
    }

    @Test
    void refusesAPacketBeforeTheFirstSpeakingMessage() throws Exception {
        VoiceClient client = stage.identified();
        client.selectProtocol(MODE.wireName());
        client.description();
        client.sendDatagram(client.packet(MODE, 0, SOUND));

        awaitWrong(WrongPacket.BEFORE_SPEAKING);
    }

    @Test
    void refusesAnUnknownSsrc() throws Exception {
        VoiceClient client = stage.identified();
        client.sendDatagram(
                ByteBuffer.allocate(40).put(0, (byte) 0x80).put(1, (byte) 0x78).array());

        awaitWrong(WrongPacket.UNKNOWN_SSRC);
    }

    @Test
    void refusesTheSsrcOfASessionThatIsOver() throws Exception {
        VoiceClient client = stage.joined(MODE);
        server.forget(GUILD, BOT);
        client.sendDatagram(client.packet(MODE, 0, SOUND));

        awaitWrong(WrongPacket.UNKNOWN_SSRC);
    }

    @Test
    void refusesWhatIsNoVoicePacket() throws Exception {
        VoiceClient client = stage.identified();
        client.sendDatagram(new byte[] {1, 2, 3});

        awaitWrong(WrongPacket.TOO_SHORT);
    }

    @Test
    void countsWhatWasLostOnTheWay() throws Exception {
        VoiceClient client = stage.joined(MODE);
        client.sendDatagram(client.packet(MODE, 0, SOUND));
        client.sendDatagram(client.packet(MODE, 3, SOUND));

        await().until(() -> stage.heard().packets() == 2);
        assertThat(stage.heard().lost()).isEqualTo(2);
    }

    @Test
    void keepsWhatWasHeardAcrossSessions() throws Exception {
        VoiceClient first = stage.joined(MODE);
        first.sendDatagram(first.packet(MODE, 0, SOUND));
        await().until(() -> stage.heard().packets() == 1);
        VoiceClient second = stage.joined(MODE);
        second.sendDatagram(second.packet(MODE, 40_000, SOUND));

        await().until(() -> stage.heard().packets() == 2);
        assertThat(stage.heard().lost()).isZero();
        assertThat(stage.heard().longestGap()).isPresent();
    }

    @Test
    void hearsEachGuildOnItsOwn() throws Exception {
        long otherGuild = GUILD + 1;
        VoiceClient client = stage.joined(MODE);
        VoiceClient other = stage.connect();
        other.join(otherGuild, BOT, SESSION, server.expect(otherGuild, BOT, SESSION), MODE);
        client.sendDatagram(client.packet(MODE, 0, SOUND));
        other.sendDatagram(other.packet(MODE, 0, SOUND));
        other.sendDatagram(other.packet(MODE, 1, SOUND));

        await().until(() -> stage.heard().packets() == 1);
        await().until(() -> server.heard(otherGuild).orElseThrow().packets() == 2);
    }

    private void awaitWrong(WrongPacket reason) {
        await().untilAsserted(() -> assertThat(server.wrongPackets()).containsExactly(entry(reason, 1L)));
    }
}
