package dev.backline.sandbox.node.server;

import static dev.backline.sandbox.node.server.Concert.GUILD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.voice.EncryptionMode;
import dev.backline.sandbox.voice.Heard;
import dev.backline.sandbox.voice.VoiceSettings;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the sandbox's voice server hears of a node. */
@Timeout(90)
class PlayingTest {

    @ParameterizedTest
    @EnumSource
    void aToneIsHeardAtFiftyPacketsASecondWithNoneLost(EncryptionMode mode) {
        try (Concert concert = new Concert(VoiceSettings.DEFAULT.withModes(mode))) {
            SandboxNode node = concert.node(NodeSettings.named("a"));
            NodeClient client = concert.client(node);

            concert.joinAndPlay(client, GUILD, "tone:440?seconds=60");

            concert.awaitPackets(GUILD, 1);
            await().atMost(NodeClient.PATIENCE).untilAsserted(() -> {
                Heard now = concert.heard(GUILD);
                assertThat(now.packetsPerSecond()).isCloseTo(50, within(1.0));
                assertThat(now.tone())
                        .hasValueSatisfying(tone -> assertThat(tone.hertz()).isCloseTo(440, within(1.0)));
            });
            Heard heard = concert.heard(GUILD);
            assertThat(heard.lost()).isZero();
            assertThat(heard.mode()).hasValue(mode);
            assertThat(concert.voice().wrongPackets()).isEmpty();
            // A packet is counted when it has been sent, and may have been heard before.
            await().atMost(NodeClient.PATIENCE).until(() -> node.packets() >= heard.packets());
        }
    }
}
