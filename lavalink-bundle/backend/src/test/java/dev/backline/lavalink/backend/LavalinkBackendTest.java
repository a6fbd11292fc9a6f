package dev.backline.lavalink.backend;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.Track;
import dev.backline.contract.audio.AudioBackendContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every backend promises, promised by a node that plays into a voice server. */
class LavalinkBackendTest extends AudioBackendContract {

    @SuppressWarnings("NullAway.Init")
    private static Studio studio;

    @BeforeAll
    static void open() {
        studio = new Studio();
        studio.node("north");
    }

    @AfterAll
    static void end() {
        studio.close();
    }

    @Override
    protected AudioBackend backend() {
        return studio.cluster;
    }

    @Override
    protected Track track(String title) {
        return Studio.tone(title, 440);
    }

    @Override
    protected Track shortTrack(String title) {
        return Studio.track(title, "tone", "tone:440?seconds=1", Duration.ofSeconds(1));
    }

    @Override
    protected Track brokenTrack(String title) {
        return Studio.track(title, "tone", "tone:nothing", Duration.ofMinutes(1));
    }

    @Override
    protected AutoCloseable connect(AudioPlayer player, long guildId) {
        return studio.connect(player, guildId);
    }
}
