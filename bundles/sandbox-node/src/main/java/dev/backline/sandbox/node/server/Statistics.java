package dev.backline.sandbox.node.server;

import com.sun.management.OperatingSystemMXBean;
import dev.arbjerg.lavalink.protocol.v4.Cpu;
import dev.arbjerg.lavalink.protocol.v4.FrameStats;
import dev.arbjerg.lavalink.protocol.v4.Memory;
import dev.arbjerg.lavalink.protocol.v4.StatsData;
import dev.backline.sandbox.node.player.FrameLedger.Count;
import dev.backline.sandbox.node.player.GuildPlayer;
import dev.backline.sandbox.node.timing.FramePump;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node says of its load. Memory and CPU are those of this Java process, which the node shares with others.
 */
final class Statistics {

    /** What an overloaded node reports, as shares. */
    private static final double BUSY_SYSTEM = 0.98;

    private static final double BUSY_NODE = 0.95;
    private static final double BUSY_SENT = 0.7;
    private static final double BUSY_NULLED = 0.1;

    private final Condition condition;
    private final Sessions sessions;
    private final long startedMillis = System.currentTimeMillis();
    private final int expectedFrames;

    /** @param interval between two reports, for which frames are counted */
    Statistics(Condition condition, Sessions sessions, Duration interval) {
        this.condition = condition;
        this.sessions = sessions;
        expectedFrames = Math.toIntExact(interval.dividedBy(FramePump.FRAME));
    }

    /** Of the node as a whole, which says nothing of frames. */
    StatsData ofNode() {
        return with(null);
    }

    /** As one session is told, with the frames of its players. */
    StatsData of(NodeSession session) {
        return with(condition.isOverloaded() ? missingFrames() : frames(session));
    }

    private StatsData with(@Nullable FrameStats frames) {
        List<GuildPlayer> players = sessions.connected().stream()
                .flatMap(session -> session.players().stream())
                .toList();
        Runtime runtime = Runtime.getRuntime();
        return new StatsData(
                frames,
                players.size(),
                (int) players.stream().filter(GuildPlayer::isPlaying).count(),
                System.currentTimeMillis() - startedMillis,
                new Memory(
                        runtime.freeMemory(),
                        runtime.totalMemory() - runtime.freeMemory(),
                        runtime.totalMemory(),
                        runtime.maxMemory()),
                cpu());
    }

    private Cpu cpu() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int cores = Runtime.getRuntime().availableProcessors();
        return condition.isOverloaded()
                ? new Cpu(cores, BUSY_SYSTEM, BUSY_NODE)
                : new Cpu(cores, share(system.getCpuLoad()), share(system.getProcessCpuLoad()));
    }

    /** A load that is not known yet is none. */
    private static double share(double load) {
        return load >= 0 && load <= 1 ? load : 0;
    }

    private FrameStats missingFrames() {
        int sent = (int) (expectedFrames * BUSY_SENT);
        int nulled = (int) (expectedFrames * BUSY_NULLED);
        return new FrameStats(sent, nulled, expectedFrames - sent - nulled);
    }

    /** The mean of the players that played all through the last interval; nothing when there are none. */
    private @Nullable FrameStats frames(NodeSession session) {
        List<Count> counts = session.players().stream()
                .filter(GuildPlayer::isPlaying)
                .map(GuildPlayer::frames)
                .flatMap(Optional::stream)
                .toList();
        if (counts.isEmpty()) {
            return null;
        }
        int sent = counts.stream().mapToInt(Count::sent).sum() / counts.size();
        int nulled = counts.stream().mapToInt(Count::nulled).sum() / counts.size();
        return new FrameStats(sent, nulled, expectedFrames - sent - nulled);
    }
}
