package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.Assume.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/**
 * A real Lavalink server on this machine: {@code -Dlavalink.uri=http://127.0.0.1:2333 -Dlavalink.password=...}. It does not
 * trust the sandbox's voice server, so that what it plays is not heard: that, too, has to end well.
 */
public class LavalinkServerIT extends DevelopmentSet {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nodes tell how they are once a minute. */
    private static final Duration STATISTICS = Duration.ofSeconds(90);

    private final String uri = System.getProperty("lavalink.uri", "");
    private final String password = System.getProperty("lavalink.password", "");

    @Before
    public void connect() throws Exception {
        assumeFalse("no real server is given by -Dlavalink.uri", uri.isEmpty());
        configureWith(password);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(shell("lavalink:nodes --json")).contains("\"state\":\"UP\""));
    }

    @After
    public void disconnect() throws Exception {
        configure("{ }");
    }

    private void configureWith(String shown) throws Exception {
        configure("{ \"dev.backline.lavalink.node~real\": { \"uri\": \"" + uri + "\", \".password\": \"" + shown
                + "\" } }");
    }

    private void configure(String json) throws Exception {
        Files.writeString(Path.of(context.getProperty("backline.conf"), "local.json"), json);
    }

    @Test
    public void theServerIsKnownWithItsVersionSourcesAndLoad() throws Exception {
        assertThat(shell("lavalink:nodes --json")).contains("\"version\":\"4.", "\"http\"");
        await().atMost(STATISTICS)
                .untilAsserted(() -> assertThat(shell("lavalink:nodes --json")).contains("\"load\":"));
    }

    @Test
    public void musicIsHeardEvenThoughTheServerDoesNotReachTheVoiceServer() throws Exception {
        Path sample =
                Path.of(System.getProperty("backline.samples"), "sine-550.flac").toRealPath();

        alice().says("/loop track");
        assertThat(alice().says("/play file:" + sample)).contains("Now playing", "from http");

        alice().hears(550);
        alice().says("/nowplaying", "played by embedded");
        assertThat(shell("metrics:scrape"))
                .contains("backline_lavalink_node_departures_total{node=\"real\",reason=\"voice_failed\",} 1.0");
    }

    @Test
    public void aWrongPasswordIsNamed() throws Exception {
        configureWith("not-" + password);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(shell("lavalink:nodes"))
                .contains("! real: ", "dev.backline.lavalink.node~real"));
    }
}
