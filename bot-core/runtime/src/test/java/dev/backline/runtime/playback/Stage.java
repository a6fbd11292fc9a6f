package dev.backline.runtime.playback;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.audio.Track;
import dev.backline.api.event.Events;
import dev.backline.runtime.event.ObserverEvents;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Guild sessions on fakes, on the test's own thread, with a timer that the test winds. */
public final class Stage {

    public final FakeBackend backend = new FakeBackend("embedded");
    public final FakeVoice voice = new FakeVoice();
    public final List<AudioBackend> backends = new ArrayList<>(List.of(backend));
    public final GuildSessions guilds;

    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final Events events = new ObserverEvents();
    private @Nullable FakeVoice present = voice;

    public Stage(Path folder) {
        guilds = new GuildSessions(
                new Surroundings(
                        () -> List.copyOf(backends),
                        () -> Optional.ofNullable(present),
                        events,
                        this::later,
                        () -> 0,
                        new PlaybackSettings(5, Duration.ofMinutes(5))),
                Runnable::run,
                new SessionStore(folder));
    }

    private Runnable later(Duration delay, Runnable work) {
        timers.add(work);
        return () -> timers.remove(work);
    }

    /** Lets everything happen that waits for its time. */
    public void letTimePass() {
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    /** The bot loses its connection to Discord. */
    void loseVoice() {
        present = null;
    }

    /** The bot is connected to Discord again. */
    void regainVoice() {
        present = voice;
        guilds.voiceAppeared();
    }

    /** A track of three minutes. */
    public static Track track(String title) {
        return new Track(
                "test:" + title,
                new SourceKey("test"),
                title,
                "",
                Optional.of(Duration.ofMinutes(3)),
                Optional.empty());
    }

    static QueuedTrack queued(String title) {
        return new QueuedTrack(track(title), 7, 0);
    }
}
