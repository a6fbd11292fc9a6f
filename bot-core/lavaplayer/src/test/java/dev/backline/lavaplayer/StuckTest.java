package dev.backline.lavaplayer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sedmelluq.discord.lavaplayer.player.AudioPlayer;
import com.sedmelluq.discord.lavaplayer.player.AudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.player.DefaultAudioPlayerManager;
import com.sedmelluq.discord.lavaplayer.player.event.AudioEventListener;
import com.sedmelluq.discord.lavaplayer.player.event.TrackStuckEvent;
import com.sedmelluq.discord.lavaplayer.track.AudioReference;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
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
import org.junit.jupiter.api.Test;

class StuckTest {

    private static final Track TRACK = new Track(
            "tone:440", new SourceKey("tone"), "one", "", Optional.of(Duration.ofMinutes(1)), Optional.empty());

    /** Lavaplayer says so when a frame is asked for in the middle of its beginning. */
    @Test
    void aTrackThatHasJustBegunIsNotStuck() {
        AudioPlayerManager manager = new DefaultAudioPlayerManager();
        AudioTrack tone = (AudioTrack) Objects.requireNonNull(
                new ToneSourceManager().loadItem(manager, new AudioReference("tone:440", "one")));
        manager.shutdown();
        RecordingListener listener = new RecordingListener();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            EmbeddedPlayer player = new EmbeddedPlayer(
                    hasty(),
                    (track, loaded, failed) -> {
                        loaded.accept(tone);
                        return () -> {};
                    },
                    new Mailbox(threads),
                    listener,
                    closed -> {});

            player.play(TRACK, Duration.ZERO);

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(listener.heard()).containsExactly("started one"));
        }
    }

    private static AudioPlayer hasty() {
        AtomicReference<AudioEventListener> ear = new AtomicReference<>();
        return (AudioPlayer) Proxy.newProxyInstance(
                StuckTest.class.getClassLoader(), new Class<?>[] {AudioPlayer.class}, (player, method, args) -> {
                    switch (method.getName()) {
                        case "addListener" -> ear.set((AudioEventListener) args[0]);
                        case "playTrack" -> {
                            AudioTrack track = (AudioTrack) args[0];
                            ear.get()
                                    .onEvent(new TrackStuckEvent(
                                            (AudioPlayer) player, track, 10_000, new StackTraceElement[0]));
                            track.getUserData(FirstFrame.class).ready();
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                    return null;
                });
    }
}
