package dev.backline.lavalink.health;

import dev.backline.api.event.NodeKey;
import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Nodes as a backend would show them. */
final class Nodes {

    static final NodeKey NORTH = new NodeKey("north", "europe");
    static final NodeKey SOUTH = new NodeKey("south", "");

    private Nodes() {}

    static NodeStatus node(NodeKey key, NodeState state, Optional<NodeLoad> load) {
        return new NodeStatus(
                key,
                "http://127.0.0.1:2333",
                state,
                false,
                state == NodeState.DOWN ? Optional.of("It cannot be reached: refused") : Optional.empty(),
                1,
                Optional.of(Instant.ofEpochSecond(1_700_000_000)),
                Optional.of("4.2.2"),
                List.of("http"),
                List.of(),
                3,
                1,
                load);
    }

    static NodeLoad load(double cpu, int sent, int nulled, int deficit) {
        return new NodeLoad(
                5,
                4,
                Duration.ofHours(1),
                2,
                cpu,
                0.25,
                10,
                20,
                30,
                40,
                Optional.of(new NodeLoad.Frames(sent, nulled, deficit)));
    }
}
