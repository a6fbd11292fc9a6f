package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.FrameStats;
import dev.arbjerg.lavalink.protocol.v4.Stats;
import dev.backline.api.lavalink.NodeLoad;
import java.time.Duration;
import java.util.Optional;

/** What a node tells of itself, in the words of the bot. */
final class Loads {

    private Loads() {}

    static NodeLoad of(Stats stats) {
        return new NodeLoad(
                stats.getPlayers(),
                stats.getPlayingPlayers(),
                Duration.ofMillis(stats.getUptime()),
                stats.getCpu().getCores(),
                stats.getCpu().getSystemLoad(),
                stats.getCpu().getLavalinkLoad(),
                stats.getMemory().getFree(),
                stats.getMemory().getUsed(),
                stats.getMemory().getAllocated(),
                stats.getMemory().getReservable(),
                Optional.ofNullable(stats.getFrameStats()).map(Loads::frames));
    }

    private static NodeLoad.Frames frames(FrameStats frames) {
        return new NodeLoad.Frames(frames.getSent(), frames.getNulled(), frames.getDeficit());
    }
}
