package dev.backline.lavalink.backend;

import dev.backline.lavalink.backend.node.PlayerPatch;
import dev.backline.lavalink.backend.node.PlayerPatch.TrackChange;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a node was not told yet of a player: at first, everything but the track. */
final class Due {

    private boolean track;
    private boolean position;
    private boolean pause = true;
    private boolean volume = true;

    /** Another track is to play, or none. */
    void track() {
        track = true;
    }

    /** It is to go on from another position. */
    void position() {
        position = true;
    }

    void pause() {
        pause = true;
    }

    void volume() {
        volume = true;
    }

    /**
     * Takes what can be told: a track not before it is encoded, a jump in it not before it plays.
     *
     * @return nothing when there is nothing to tell
     */
    Optional<PlayerPatch> take(Wish wish) {
        Playing playing = wish.playing();
        boolean another = track && (playing == null || playing.encoded() != null);
        boolean jump = position && !another && playing != null && playing.isStarted();
        if (!another && !jump && !pause && !volume) {
            return Optional.empty();
        }
        Optional<Duration> from = playing == null
                        || !(jump || another)
                        || (another && playing.from().isZero())
                ? Optional.empty()
                : Optional.of(playing.from());
        PlayerPatch patch = new PlayerPatch(
                another ? Optional.of(change(playing)) : Optional.empty(),
                from,
                pause ? Optional.of(wish.paused()) : Optional.empty(),
                volume ? Optional.of(wish.volume()) : Optional.empty());
        track &= !another;
        position &= !(jump || another);
        pause = false;
        volume = false;
        return Optional.of(patch);
    }

    private static TrackChange change(@Nullable Playing playing) {
        return playing == null ? new TrackChange(null, 0) : new TrackChange(playing.encoded(), playing.number());
    }

    /** What was taken did not reach the node: it is due again. */
    void untold(PlayerPatch patch) {
        if (patch.track().isPresent()) {
            track = true; // its position goes with it
        } else if (patch.position().isPresent()) {
            position = true;
        }
        pause |= patch.paused().isPresent();
        volume |= patch.volume().isPresent();
    }
}
