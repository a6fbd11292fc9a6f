package dev.backline.lavaplayer;

import com.sedmelluq.discord.lavaplayer.format.StandardAudioDataFormats;
import com.sedmelluq.discord.lavaplayer.player.event.AudioEventAdapter;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException.Severity;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackEndReason;
import com.sedmelluq.discord.lavaplayer.track.playback.MutableAudioFrame;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.Wordless;
import dev.backline.api.voice.OpusSource;
import dev.backline.api.voice.VoiceTransport;
import dev.backline.lavaplayer.source.Unplayable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One guild's player. What it is told to do, what Lavaplayer tells it and what the listener hears all pass its mailbox,
 * so that each sees one order.
 */
final class EmbeddedPlayer implements AudioPlayer {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedPlayer.class);

    private final com.sedmelluq.discord.lavaplayer.player.AudioPlayer player;
    private final TrackLoader loader;
    private final Mailbox mailbox;
    private final PlayerListener listener;
    private final Consumer<EmbeddedPlayer> whenClosed;
    private final VoiceTransport transport = new VoiceTransport.Local(new Frames());

    /** What plays or is about to; changed only from the mailbox. */
    private volatile @Nullable Play current;

    /** The position once it is closed: when it was lost, its listener may still have to ask. */
    private volatile Duration lostAt = Duration.ZERO;

    private volatile boolean closed;

    EmbeddedPlayer(
            com.sedmelluq.discord.lavaplayer.player.AudioPlayer player,
            TrackLoader loader,
            Mailbox mailbox,
            PlayerListener listener,
            Consumer<EmbeddedPlayer> whenClosed) {
        this.player = player;
        this.loader = loader;
        this.mailbox = mailbox;
        this.listener = listener;
        this.whenClosed = whenClosed;
        player.addListener(new Ear());
    }

    @Override
    public void play(Track track, Duration position) {
        post(() -> {
            end(EndReason.REPLACED);
            Play play = new Play(track, position);
            current = play;
            // The track before goes on until this one is loaded: that is not heard as a gap.
            play.loading = loader.load(
                    track, loaded -> post(() -> loaded(play, loaded)), failure -> post(() -> fail(play, failure)));
        });
    }

    private void loaded(Play play, AudioTrack loaded) {
        if (current != play) {
            return;
        }
        play.loaded = loaded;
        loaded.setUserData((FirstFrame) () -> post(() -> started(play)));
        if (goesTo(loaded, play.from)) {
            play.begunNanos = System.nanoTime();
            player.playTrack(loaded);
        }
    }

    /** Sets the position; false when that was the end of the track. */
    private boolean goesTo(AudioTrack loaded, Duration position) {
        if (!loaded.isSeekable() || (position.isZero() && loaded.getPosition() == 0)) {
            return true;
        }
        // Past its end each format does as it likes, so it is not asked.
        if (position.toMillis() >= loaded.getDuration()) {
            player.stopTrack();
            end(EndReason.FINISHED);
            return false;
        }
        loaded.setPosition(position.toMillis());
        return true;
    }

    private void started(Play play) {
        if (current == play && !play.started) {
            play.started = true;
            tell(ear -> ear.trackStarted(play.track));
        }
    }

    private void fail(Play play, Unplayable failure) {
        if (current == play) {
            player.stopTrack();
            fail(play, failure.getMessage());
            end(EndReason.LOAD_FAILED);
        }
    }

    private void fail(Play play, @Nullable String message) {
        play.failed = true;
        tell(ear -> ear.trackFailed(play.track, message == null ? "This track cannot be played." : message));
    }

    private void end(EndReason reason) {
        Play play = current;
        if (play != null) {
            current = null;
            play.loading.run();
            tell(ear -> ear.trackEnded(play.track, reason));
        }
    }

    @Override
    public void pause(boolean paused) {
        post(() -> player.setPaused(paused));
    }

    @Override
    public void seek(Duration position) {
        post(() -> {
            Play play = current;
            if (play != null) {
                AudioTrack loaded = play.loaded;
                if (loaded == null) {
                    play.from = position;
                } else {
                    goesTo(loaded, position);
                }
            }
        });
    }

    @Override
    public void volume(int percent) {
        if (percent < 0 || percent > MAX_VOLUME) {
            throw new IllegalArgumentException("A volume is 0 to " + MAX_VOLUME + " percent; it was " + percent);
        }
        post(() -> player.setVolume(percent));
    }

    @Override
    public void stop() {
        post(() -> {
            player.stopTrack();
            end(EndReason.STOPPED);
        });
    }

    @Override
    public Duration position() {
        if (closed) {
            return lostAt;
        }
        Play play = current;
        if (play == null) {
            return Duration.ZERO;
        }
        AudioTrack loaded = play.loaded;
        return loaded == null ? play.from : Duration.ofMillis(loaded.getPosition());
    }

    @Override
    public VoiceTransport transport() {
        return transport;
    }

    @Override
    public String place() {
        return EmbeddedBackend.NAME;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        mailbox.post(() -> {
            Play play = current;
            current = null;
            if (play != null) {
                play.loading.run();
            }
            player.destroy();
            whenClosed.accept(this);
        });
    }

    /** Tells the listener to go on elsewhere, then closes. */
    void lose() {
        post(() -> {
            lostAt = position();
            tell(PlayerListener::playerLost);
            close();
        });
    }

    /** Ends the track if it comes from a source that is going away. */
    void leave(AudioSourceManager source) {
        post(() -> {
            Play play = current;
            if (play != null && play.loaded != null && play.loaded.getSourceManager() == source) {
                fail(play, new Unplayable("The source of this track was switched off."));
            }
        });
    }

    private void post(Runnable work) {
        if (!closed) {
            mailbox.post(() -> {
                if (!closed) {
                    work.run();
                }
            });
        }
    }

    private void tell(Consumer<PlayerListener> news) {
        if (!closed) {
            news.accept(listener);
        }
    }

    /** One playing of one track, from the command to its end. */
    private static final class Play {

        private final Track track;
        private Duration from;
        private Runnable loading = () -> {};
        private volatile @Nullable AudioTrack loaded;
        private long begunNanos;
        private boolean started;
        private boolean failed;

        Play(Track track, Duration from) {
            this.track = track;
            this.from = from;
        }
    }

    /** Hears Lavaplayer, which speaks on any of its threads and under its locks: everything goes to the mailbox. */
    private final class Ear extends AudioEventAdapter {

        @Override
        public void onTrackEnd(
                com.sedmelluq.discord.lavaplayer.player.AudioPlayer from,
                AudioTrack track,
                AudioTrackEndReason endReason) {
            // STOPPED and REPLACED come from commands, which have told so themselves.
            switch (endReason) {
                case FINISHED, LOAD_FAILED -> about(track, this::finished);
                // It is not over: what it was, and where, is kept until the listener has asked.
                case CLEANUP -> about(track, play -> tell(PlayerListener::playerLost));
                case STOPPED, REPLACED -> {}
            }
        }

        private void finished(Play play) {
            end(play.failed ? EndReason.LOAD_FAILED : EndReason.FINISHED);
        }

        @Override
        public void onTrackException(
                com.sedmelluq.discord.lavaplayer.player.AudioPlayer from,
                AudioTrack track,
                FriendlyException exception) {
            String message = exception.severity == Severity.COMMON
                    ? exception.getMessage()
                    : "Something broke while this track was read.";
            about(track, play -> {
                if (exception.severity == Severity.FAULT) {
                    log.warn("A track of the source {} broke", play.track.source(), Wordless.of(exception));
                }
                if (play.started) {
                    // What is buffered is still heard; the end follows it.
                    fail(play, message);
                } else {
                    fail(play, new Unplayable(message == null ? "This track cannot be played." : message));
                }
            });
        }

        @Override
        public void onTrackStuck(
                com.sedmelluq.discord.lavaplayer.player.AudioPlayer from, AudioTrack track, long thresholdMs) {
            long now = System.nanoTime();
            about(track, play -> {
                Duration silence = Duration.ofMillis(thresholdMs);
                // Lavaplayer shows a track to whoever asks for frames before it resets the time of the last frame.
                if (now - play.begunNanos >= silence.toNanos()) {
                    tell(listener -> listener.trackStuck(play.track, silence));
                }
            });
        }

        private void about(AudioTrack track, Consumer<Play> work) {
            post(() -> {
                Play play = current;
                if (play != null && play.loaded == track) {
                    work.accept(play);
                }
            });
        }
    }

    /** The frames as they are sent; called by one thread. */
    private final class Frames implements OpusSource {

        private final ByteBuffer buffer = ByteBuffer.allocate(StandardAudioDataFormats.DISCORD_OPUS.maximumChunkSize());
        private final MutableAudioFrame frame = new MutableAudioFrame(buffer);

        @Override
        public @Nullable ByteBuffer nextFrame() {
            if (closed || !player.provide(frame)) {
                return null;
            }
            return buffer.flip();
        }
    }
}
