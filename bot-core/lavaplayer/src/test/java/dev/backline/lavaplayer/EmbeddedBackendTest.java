package dev.backline.lavaplayer;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.voice.VoiceTransport.Local;
import dev.backline.contract.audio.AudioBackendContract;
import dev.backline.contract.audio.Listening;
import dev.backline.lavaplayer.source.Lookups;
import dev.backline.lavaplayer.source.ManagedSource;
import dev.backline.lavaplayer.source.Reach;
import dev.backline.lavaplayer.tone.ToneSourceManager;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

class EmbeddedBackendTest extends AudioBackendContract {

    private static final SourceKey TONE = new SourceKey("tone");

    private final EmbeddedBackend backend = new EmbeddedBackend(
            new EngineSettings(Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(60)));

    EmbeddedBackendTest() {
        backend.add(new ManagedSource(
                TONE, new ToneSourceManager(), backend.engine(), Reach.tones(), new Lookups(backend.threads())));
    }

    @AfterEach
    void closeBackend() {
        backend.close();
    }

    @Override
    protected AudioBackend backend() {
        return backend;
    }

    @Override
    protected Track track(String title) {
        return tone(title, "tone:440?seconds=600");
    }

    @Override
    protected Track shortTrack(String title) {
        return tone(title, "tone:440?seconds=1");
    }

    @Override
    protected Track brokenTrack(String title) {
        return tone(title, "tone:0");
    }

    private static Track tone(String title, String identifier) {
        return new Track(identifier, TONE, title, "", Optional.of(Duration.ofMinutes(10)), Optional.empty());
    }

    @Override
    protected AutoCloseable connect(AudioPlayer player, long guildId) {
        return new Listening(((Local) player.transport()).source());
    }
}
