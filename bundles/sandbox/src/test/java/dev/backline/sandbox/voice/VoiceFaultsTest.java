package dev.backline.sandbox.voice;

import static dev.backline.sandbox.voice.Stage.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceFaultsTest {
    private static final EncryptionMode MODE = EncryptionMode.AES256_GCM;
    private static final byte[] SOUND = {1, 2, 3, 4};

    @AutoClose
    private final Stage stage = new Stage(VoiceSettings.DEFAULT);

    private final VoiceFaults faults = stage.server().faults();

    @Test
    void losesAShareOfThePackets() throws Exception {
        VoiceClient client = stage.joined(MODE);
        faults.loseDatagrams(0.5);
        // Few enough to wait in the port's buffer, should the server be slow: what finds no room there is lost, too.
        for (int i = 0; i < 400; i++) {
            client.sendDatagram(client.packet(MODE, i, SOUND));
        }
        await().until(stage::heard, heard -> heard.packets() + heard.lost() > 360);
        faults.loseDatagrams(0);
        client.sendDatagram(client.packet(MODE, 400, SOUND));

        await().untilAsserted(() -> {
            Heard heard = stage.heard();
            assertThat(heard.packets() + heard.lost()).isGreaterThan(380);
            assertThat(heard.lost()).isBetween(120L, 280L);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareIsFromZeroToOne(double share) {
        assertThatIllegalArgumentException().isThrownBy(() -> faults.loseDatagrams(share));
    }

    @ParameterizedTest
    @EnumSource
    void dropsTheWebsocketWithACode(VoiceCloseCode code) throws Exception {
        VoiceClient client = stage.joined(MODE);
        faults.drop(GUILD, code);

        assertThat(client.closeCode()).isEqualTo(code.code());
    }

    @Test
    void doesNothingToAGuildThatItDoesNotKnow() throws Exception {
        VoiceClient client = stage.joined(MODE);
        faults.drop(GUILD + 1, VoiceCloseCode.SERVER_CRASHED);
        faults.cut(GUILD + 1);

        client.heartbeat(2, -1);
    }
}
