package dev.backline.runtime.playback;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import dev.backline.api.voice.VoiceTransport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A backend that plays nothing, and lets a test say what its players tell. */
public final class FakeBackend implements AudioBackend {

    /** What was done to all players, in order. */
    public final List<String> calls = new ArrayList<>();

    /** The player that was opened last. */
    public @Nullable FakePlayer player;

    /** Whether it can play at all. */
    public boolean works = true;

    /** The tracks that it can play. */
    public Predicate<Track> plays = track -> true;

    private final String name;

    public FakeBackend(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean canPlay() {
        return works;
    }

    @Override
    public boolean canPlay(Track track) {
        return works && plays.test(track);
    }

    @Override
    public AudioPlayer open(long guildId, PlayerListener listener) {
        calls.add("open");
        FakePlayer opened = new FakePlayer(listener);
        player = opened;
        return opened;
    }

    /** The player that was opened last, which must be there. */
    public FakePlayer opened() {
        if (player == null) {
            throw new AssertionError("No player was opened");
        }
        return player;
    }

    /** Records what is done to it. */
    public final class FakePlayer implements AudioPlayer {

        private final PlayerListener listener;
        private final VoiceTransport transport = new VoiceTransport.Local(() -> null);
        private @Nullable Track track;
        public Duration position = Duration.ZERO;

        private FakePlayer(PlayerListener listener) {
            this.listener = listener;
        }

        /** The first frame of the current track is ready. */
        public void begin() {
            listener.trackStarted(playing());
        }

        /** The current track is over. */
        public void end(EndReason reason) {
            listener.trackEnded(playing(), reason);
        }

        /** The current track cannot be played. */
        public void fail(String message) {
            Track broken = playing();
            listener.trackFailed(broken, message);
            listener.trackEnded(broken, EndReason.LOAD_FAILED);
        }

        /** The voice connection that the player held is closed. */
        public void loseVoice() {
            listener.voiceLost();
        }

        /** The backend gives this player up. */
        public void lose() {
            listener.playerLost();
        }

        private Track playing() {
            if (track == null) {
                throw new AssertionError("Nothing plays");
            }
            return track;
        }

        @Override
        public void play(Track next, Duration at) {
            track = next;
            position = at;
            calls.add("play " + next.title() + " at " + at.toSeconds());
        }

        @Override
        public void pause(boolean paused) {
            calls.add(paused ? "pause" : "unpause");
        }

        @Override
        public void seek(Duration to) {
            position = to;
            calls.add("seek " + to.toSeconds());
        }

        @Override
        public void volume(int percent) {
            calls.add("volume " + percent);
        }

        @Override
        public void stop() {
            calls.add("stop");
        }

        @Override
        public Duration position() {
            return position;
        }

        @Override
        public VoiceTransport transport() {
            return transport;
        }

        @Override
        public String place() {
            return name;
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }
}
