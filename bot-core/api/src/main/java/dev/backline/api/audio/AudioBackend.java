package dev.backline.api.audio;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns tracks into sound in voice channels: inside this process, or on nodes elsewhere. Backends are whiteboard
 * services; each track plays on the one with the highest {@code service.ranking} that can play it. A backend that can
 * play more or less than before changes a property of its service, its ranking for example, so that this is heeded.
 *
 * <p>Safe for any thread; no method blocks.
 */
@ConsumerType
public interface AudioBackend {

    /** A short name, unique among backends: {@code embedded}, {@code lavalink}. */
    String name();

    /** Whether a player opened now is expected to play. */
    boolean canPlay();

    /**
     * Whether a player opened now is expected to play this track. A backend elsewhere does not reach everything that
     * one in this process does, such as files on this machine.
     */
    default boolean canPlay(Track track) {
        return canPlay();
    }

    /**
     * Opens a player for a guild. It is silent until {@link AudioPlayer#play} is called and its
     * {@link AudioPlayer#transport() transport} is connected to a voice channel; the two may happen in either order.
     *
     * @param guildId the guild; one player per guild is open at a time
     * @param listener told what happens in the player, never from within a call into it
     * @throws IllegalStateException when the backend cannot play
     */
    AudioPlayer open(long guildId, PlayerListener listener);
}
