package dev.backline.lavaplayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayer;
import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.player.DefaultAudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.player.event.AudioEventListener;
import com.sedmelluq.discord.lavaplayer.player.event.TrackEndEvent;
import com.sedmelluq.discord.lavaplayer.player.event.TrackStuckEvent;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackEndReason;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.contract.audio.RecordingListener;
import dev.backline.lavaplayer.tone.ToneSourceManager;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is told when Lavaplayer says things at moments that it chooses seldom. */
class EmbeddedPlayerTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Track TRACK = new Track(
            "tone:440", new SourceKey("tone"), "one", "", Optional.of(Duration.ofMinutes(1)), Optional.empty());

    /** What Lavaplayer says when it is to play. */
    private interface Script {
        void play(AudioPlayer player, AudioTrack track, AudioEventListener ear);
    }

    private final RecordingListener listener = new RecordingListener();

    @AutoClose
    private final ExecutorService threads = Executors.newSingleThreadExecutor();

    /** Lavaplayer says so when a frame is asked for in the middle of its beginning. */
    @Test
    void aTrackThatHasJustBegunIsNotStuck() {
        EmbeddedPlayer player = player((lavaplayers, track, ear) -> {
            ear.onEvent(new TrackStuckEvent(lavaplayers, track, 10_000, new StackTraceElement[0]));
            track.getUserData(FirstFrame.class).ready();
        });

        player.play(TRACK, Duration.ZERO);

        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).containsExactly("started one"));
    }

    @Test
    void aTrackThatNobodyFetchesIsToGoOnAtItsPosition() {
        EmbeddedPlayer player = player((lavaplayers, track, ear) -> {
            track.getUserData(FirstFrame.class).ready();
            ear.onEvent(new TrackEndEvent(lavaplayers, track, AudioTrackEndReason.CLEANUP));
        });

        player.play(TRACK, Duration.ofSeconds(30));

        await().atMost(SOON).untilAsserted(() -> assertThat(listener.heard()).containsExactly("started one", "lost"));
        assertThat(player.position()).isEqualTo(Duration.ofSeconds(30));
    }

    private EmbeddedPlayer player(Script script) {
        AudioPlayerManager manager = new DefaultAudioPlayerManager();
        AudioTrack tone = (AudioTrack) Objects.requireNonNull(
                new ToneSourceManager().loadItem(manager, new AudioReference("tone:440", "one")));
        manager.shutdown();
        return new EmbeddedPlayer(
                scripted(script),
                (track, loaded, failed) -> {
                    loaded.accept(tone);
                    return () -> {};
                },
                new Mailbox(threads),
                listener,
                closed -> {});
    }

    private static AudioPlayer scripted(Script script) {
        AtomicReference<AudioEventListener> ear = new AtomicReference<>();
        return (AudioPlayer) Proxy.newProxyInstance(
                EmbeddedPlayerTest.class.getClassLoader(),
                new Class<?>[] {AudioPlayer.class},
                (player, method, args) -> {
                    switch (method.getName()) {
                        case "addListener" -> ear.set((AudioEventListener) args[0]);
                        case "playTrack" -> script.play((AudioPlayer) player, (AudioTrack) args[0], ear.get());
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }
}
