package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * A real Lavalink server on this machine: {@code -Dlavalink.uri=http://127.0.0.1:2333 -Dlavalink.password=...}. It does not
 * trust the sandbox's voice server, so what it plays is not heard: that, too, has to end well.
 */
public class LavalinkServerIT extends DevelopmentSet {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String uri = System.getProperty("lavalink.uri", "");

    @Before
    public void connect() throws Exception {
        assumeThat(uri).as("no real server is given by -Dlavalink.uri").isNotEmpty();
        Files.writeString(
                Path.of(context.getProperty("backline.conf"), "local.json"),
                "{\"dev.backline.lavalink.node~real\": {\"uri\": \"" + uri + "\", \".password\": \""
                        + System.getProperty("lavalink.password", "youshallnotpass") + "\"}}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shell("lavalink:nodes --json"))
                .contains("\"state\":\"UP\""));
    }

    @After
    public void disconnect() throws Exception {
        Files.writeString(Path.of(context.getProperty("backline.conf"), "local.json"), "{}");
    }

    @Test
    public void theServerIsKnownWithItsVersionAndSources() throws Exception {
        assertThat(shell("lavalink:nodes --json")).contains("\"version\":\"4.").contains("\"http\"");
        await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> assertThat(shell("lavalink:nodes --json"))
                .contains("\"load\":"));
    }

    @Test
    public void musicIsHeardEvenThoughTheServerDoesNotReachTheVoiceServer() throws Exception {
        Path sample =
                Path.of(System.getProperty("backline.samples"), "sine-550.flac").toRealPath();

        assertThat(alice().says("/play file:" + sample)).contains("Now playing", "from http");
        alice().says("/loop track");

        alice().hears(550);
        alice().says("/nowplaying", "played by embedded");
        alice().says("/loop off");
    }
}
