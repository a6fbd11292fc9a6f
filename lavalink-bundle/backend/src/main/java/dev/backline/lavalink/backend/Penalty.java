package dev.backline.lavalink.backend;

import dev.backline.api.lavalink.NodeLoad;
import java.util.Optional;

/**
 * Makes nodes comparable: one point for each player that plays, and more for what makes its sound worse. The terms for
 * CPU and frames are those that Lavalink's own clients use: gentle at first, and steep where listeners begin to hear it.
 */
final class Penalty {

    /** As much as that many players: a node on another continent is taken when the near ones are that full. */
    private static final double ELSEWHERE = 250;

    /** Frames that are due in a minute. */
    private static final double DUE = 3000;

    private Penalty() {}

    /**
     * Points, with one more player; the fewest win.
     *
     * @param players of this bot on the node: known at once, while the node tells its load once a minute
     * @param weight the more of it, the less a player counts
     * @param elsewhere whether it is known to stand in another region than the voice server
     */
    static double of(Optional<NodeLoad> load, int players, double weight, boolean elsewhere) {
        double points = (Math.max(players, load.map(NodeLoad::playing).orElse(0)) + 1) / weight;
        points += load.map(known -> cpu(known.systemCpu())).orElse(0.0);
        points += load.flatMap(NodeLoad::frames).map(Penalty::frames).orElse(0.0);
        return points + (elsewhere ? ELSEWHERE : 0);
    }

    private static double cpu(double systemLoad) {
        return Math.pow(1.05, 100 * systemLoad) * 10 - 10;
    }

    private static double frames(NodeLoad.Frames frames) {
        return missing(frames.deficit()) + 2 * missing(frames.nulled());
    }

    private static double missing(int frames) {
        return Math.pow(1.03, 500 * (Math.max(0, frames) / DUE)) * 600 - 600;
    }
}
