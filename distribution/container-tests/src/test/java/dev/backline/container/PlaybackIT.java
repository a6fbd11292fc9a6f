package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** What the set does when nothing is wrong. */
public class PlaybackIT extends DevelopmentSet {

    @Test
    public void everyBundleIsActiveAndNoComponentWaits() throws Exception {
        assertThat(context.getBundles()).allSatisfy(bundle -> assertThat(bundle.getState())
                .as(bundle.getSymbolicName())
                .isEqualTo(Bundle.ACTIVE));
        assertThat(shell("bot:status")).contains("Ready.").doesNotContain("waits:");
    }

    @Test
    public void aMemberIsOfferedTheCommandsThatTheBotRegistered() throws Exception {
        assertThat(alice().says("/help"))
                .contains("/play", "/pause", "/resume", "/skip", "/stop", "/queue", "/nowplaying", "/seek", "/volume")
                .contains("/loop", "/shuffle", "/remove", "/move", "/clear", "/join", "/leave", "/history", "/about");
    }

    @Test
    public void aToneIsHeardAsItWasAskedFor() throws Exception {
        assertThat(alice().says("/play tone 440")).contains("Now playing", "Tone 440 Hz");

        alice().hears(440);

        assertThat(alice().heard().lost()).isZero();
    }

    @Test
    public void anAttachedFileIsHeard() throws Exception {
        Path sample =
                Path.of(System.getProperty("backline.samples"), "sine-550.flac").toRealPath();

        // Before it plays: a sample is over in three seconds.
        alice().says("/loop track", "Loop: ");
        assertThat(alice().says("/play file:" + sample)).contains("Now playing", "from http");

        alice().hears(550);
    }

    @Test
    public void aChannelThatIsClosedToTheBotIsNamed() throws Exception {
        sandbox.move("demo", "alice", "locked");

        assertThat(alice().says("/play tone 440"))
                .contains("I am not allowed to join", "View Channel and Connect", "ephemeral=true");
        sandbox.move("demo", "alice", "lounge");
    }

    @Test
    public void everyKindOfFileIsHeard() throws Exception {
        Map<String, Integer> tones = Map.of(
                "sine-440.mp3",
                440,
                "sine-550.flac",
                550,
                "sine-660.ogg",
                660,
                "sine-770.wav",
                770,
                "sine-880.m4a",
                880);
        Path library = Files.createDirectories(Path.of(context.getProperty("backline.home"), "library"));
        for (String file : tones.keySet()) {
            Files.copy(Path.of(System.getProperty("backline.samples"), file), library.resolve(file));
        }
        alice().says("/loop track", "Loop: ");
        for (Map.Entry<String, Integer> sample : tones.entrySet()) {
            assertThat(alice().says("/play library:" + sample.getKey())).contains("Now playing");

            alice().hears(sample.getValue());

            alice().says("/stop");
        }
    }
}
