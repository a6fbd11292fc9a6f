package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.backline.api.voice.VoiceCredentials;
import dev.backline.lavalink.backend.node.PlayerPatch.TrackChange;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WireTest {

    @Test
    void aPatchSaysOnlyWhatChanges() {
        assertThat(Wire.player(
                        new PlayerPatch(Optional.empty(), Optional.empty(), Optional.of(true), Optional.empty())))
                .isEqualTo("{\"paused\":true}");
    }

    @Test
    void aTrackCarriesTheNumberOfItsPlaying() {
        assertThat(Wire.player(new PlayerPatch(
                        Optional.of(new TrackChange("QAAA", 7)),
                        Optional.of(Duration.ofSeconds(42)),
                        Optional.of(false),
                        Optional.of(80))))
                .isEqualTo("{\"track\":{\"encoded\":\"QAAA\",\"userData\":{\"play\":7}},\"position\":42000,"
                        + "\"volume\":80,\"paused\":false}");
    }

    @Test
    void playingNothingIsATrackOfNull() {
        assertThat(Wire.player(new PlayerPatch(
                        Optional.of(new TrackChange(null, 0)), Optional.empty(), Optional.empty(), Optional.empty())))
                .isEqualTo("{\"track\":{\"encoded\":null}}");
    }

    @Test
    void aVoiceStateHasTheChannelThatNewerServersDemand() {
        assertThat(Wire.voice(new VoiceCredentials(1, 42, "session", "token", "host:443")))
                .contains("\"channelId\":\"42\"", "\"token\":\"token\"", "\"endpoint\":\"host:443\"")
                .contains("\"sessionId\":\"session\"");
    }

    @Test
    void aMessageOfAnUnknownFieldIsUnderstood() {
        assertThat(Wire.message("{\"op\":\"ready\",\"resumed\":true,\"sessionId\":\"s\",\"new\":1}"))
                .get()
                .isInstanceOfSatisfying(Message.ReadyEvent.class, ready -> assertThat(ready.getResumed())
                        .isTrue());
    }

    @Test
    void whatOnlyThePluginsOfANodeSayIsPassedOver() {
        assertThat(Wire.message("{\"op\":\"dance\"}")).isEmpty();
        assertThat(Wire.message("{\"op\":\"event\",\"type\":\"SegmentsLoaded\",\"guildId\":\"1\",\"segments\":[]}"))
                .isEmpty();
    }

    @Test
    void whatIsNoMessageIsRefusedWithASentence() {
        assertThatThrownBy(() -> Wire.message("{\"op\":\"stats\"}"))
                .isInstanceOf(RequestFailed.class)
                .hasMessageContaining("not Lavalink's protocol v4");
        assertThatThrownBy(() -> Wire.message("[]"))
                .isInstanceOf(RequestFailed.class)
                .hasMessageContaining("no JSON object");
        assertThatThrownBy(() -> Wire.message("{\"op\":"))
                .isInstanceOf(RequestFailed.class)
                .hasMessageContaining("not JSON");
    }
}
