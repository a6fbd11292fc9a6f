package dev.backline.api.audio;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hears what happens in an {@link AudioPlayer}. Called from threads of the backend, in order for one player; returns
 * at once.
 */
@ProviderType
public interface PlayerListener {

    /** The first frame of a track is ready to be sent. */
    void trackStarted(Track track);

    /** A track is over; called once for every track given to {@link AudioPlayer#play}, unless the player was closed. */
    void trackEnded(Track track, EndReason reason);

    /**
     * A track cannot be played, or not further. {@link #trackEnded} follows with {@link EndReason#LOAD_FAILED}.
     *
     * @param message one sentence for listeners, free of secrets and paths
     */
    void trackFailed(Track track, String message);

    /**
     * A track gives no sound although it should. It is not ended by this.
     *
     * @param silence how long it has given none
     */
    void trackStuck(Track track, Duration silence);

    /**
     * The voice connection that the backend held for the bot is closed, and its credentials are used up: the player is
     * silent until its {@link AudioPlayer#transport() transport} is given new ones.
     */
    void voiceLost();

    /**
     * The backend cannot go on with this player, or gave up what plays, for example because nobody fetched its sound:
     * it wants to be closed, and opened anew elsewhere. Until the listener closes it, {@link AudioPlayer#position()}
     * says where the track has to go on; {@link #trackEnded} is not called for it.
     */
    void playerLost();
}
