package dev.backline.api.audio;

import dev.backline.api.voice.VoiceTransport;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Plays one track at a time in one guild.
 *
 * <p>Safe for any thread; no method blocks. Commands take effect in the order in which they are given. After
 * {@link #close} every other method does nothing.
 */
@ConsumerType
public interface AudioPlayer extends AutoCloseable {

    /** The loudest volume, in percent. */
    int MAX_VOLUME = 150;

    /**
     * Plays a track, in place of the one that plays now (which ends with {@link EndReason#REPLACED}).
     *
     * @param position where to begin; zero for a live stream
     */
    void play(Track track, Duration position);

    /** Pauses or resumes; holds for later tracks as well. */
    void pause(boolean paused);

    /** Goes to a position in the current track; positions past its end finish it. No effect on live streams. */
    void seek(Duration position);

    /** Sets the volume in percent, 0 to {@value #MAX_VOLUME}; 100 leaves the sound as it is in the source. */
    void volume(int percent);

    /** Ends the current track with {@link EndReason#STOPPED}. */
    void stop();

    /** Position in the current track, of what was last sent; zero when nothing plays. */
    Duration position();

    /** What to connect to a voice channel so that this player is heard; the same on every call. */
    VoiceTransport transport();

    /** Where it plays, in a few words for operators and DJs: the name of its backend, and of a node where there are some. */
    String place();

    /** Falls silent for good and frees what the player holds. The listener hears nothing more. */
    @Override
    void close();
}
