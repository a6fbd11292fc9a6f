package dev.backline.lavalink.health;

import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver.NodeEvent;
import dev.backline.api.event.NodeObserver.NodeTrouble;
import dev.backline.api.event.NodeObserver.PlayerMove;
import dev.backline.api.event.NodeRoute;
import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Count;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Labelled2;
import dev.backline.metrics.catalog.Recent;
import dev.backline.metrics.catalog.Timing;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What is measured of Lavalink nodes. */
final class NodeMetrics extends Catalog {

    /** How a node came to be connected. */
    enum Connection {
        /** With a session of its own. */
        NEW,
        /** With the session of before, and all of its players. */
        RESUMED
    }

    /** What uses a CPU. */
    private enum Cpu {
        /** Everything on the node's machine. */
        SYSTEM,
        /** The server itself. */
        PROCESS
    }

    /** Parts of a node's heap. */
    private enum Memory {
        USED,
        FREE,
        ALLOCATED,
        RESERVABLE
    }

    /** What becomes of a frame of 20 ms. */
    private enum Frame {
        SENT,
        /** It was due, and there was no sound for it. */
        NULLED,
        /** It was due, and was not sent. */
        DEFICIT
    }

    private static final Label<NodeKey> NODE = Label.ofNodes("node");

    /** How long what nodes tell of themselves is good for all gauges of one scrape. */
    private static final Duration FRESH = Duration.ofMillis(200);

    final Labelled2<NodeKey, Connection, Count> connections = counted(
            "backline_lavalink_node_connections_total",
            "How often the bot connected to a node, and whether the session of before went on",
            "kind",
            Connection.class);

    final Labelled2<NodeKey, NodeTrouble, Count> disconnections = counted(
            "backline_lavalink_node_disconnections_total",
            "How often a node was lost, or could not be connected, and why",
            "reason",
            NodeTrouble.class);

    final Labelled2<NodeKey, PlayerMove, Count> assignments = counted(
            "backline_lavalink_node_assignments_total",
            "Players that a node was given, and why",
            "reason",
            PlayerMove.class);

    final Labelled2<NodeKey, PlayerMove, Count> departures = counted(
            "backline_lavalink_node_departures_total", "Players that left a node, and why", "reason", PlayerMove.class);

    final Labelled2<NodeKey, NodeEvent, Count> events =
            counted("backline_lavalink_node_events_total", "What a node told, by kind", "event", NodeEvent.class);

    final Labelled2<NodeKey, NodeRoute, Timing> requests = timings(
            "backline_lavalink_node_request_seconds",
            "Time from a request to a node until its answer was there, or it failed",
            Buckets.REQUEST,
            NODE,
            Label.ofNodeRoutes("route"));

    final Labelled2<NodeKey, NodeRoute, Count> requestErrors = counts(
            "backline_lavalink_node_request_errors_total",
            "Requests that a node refused or did not answer in time",
            NODE,
            Label.ofNodeRoutes("route"));

    final Labelled<NodeKey, Timing> pings = timings(
            "backline_lavalink_node_ping_seconds",
            "Time from a ping on a node's WebSocket until its answer",
            Buckets.ofMillis(1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500),
            NODE);

    /** Something that happens to nodes, by its kind. */
    private <E extends Enum<E>> Labelled2<NodeKey, E, Count> counted(
            String name, String help, String label, Class<E> kinds) {
        return counts(name, help, NODE, Label.of(label, kinds));
    }

    /**
     * Nothing was counted yet.
     *
     * @param nodes as they are at this moment
     */
    NodeMetrics(Supplier<List<NodeStatus>> nodes) {
        super("lavalink-health");
        Supplier<List<NodeStatus>> now = new Recent<>(nodes, FRESH);
        gauges(
                "backline_lavalink_node_up",
                "Whether a node is connected",
                NODE,
                Label.ofNodeRegions("region"),
                sink -> now.get().forEach(node -> sink.add(node.node(), node.node(), isUp(node) ? 1 : 0)));
        gauges(
                "backline_lavalink_node_state",
                "The state that a node is in: 1 for that one",
                NODE,
                Label.of("state", NodeState.class),
                sink -> now.get().forEach(node -> {
                    for (NodeState state : NodeState.values()) {
                        sink.add(node.node(), state, node.state() == state ? 1 : 0);
                    }
                }));
        gauges(
                "backline_lavalink_node_last_seen_timestamp_seconds",
                "When a node last gave a sign of life",
                NODE,
                sink -> now.get().forEach(node -> node.lastSeen()
                        .ifPresent(seen -> sink.add(node.node(), seen.toEpochMilli() / 1e3))));
        gauges("backline_lavalink_node_assigned_players", "Players of this bot on a node", NODE, sink -> now.get()
                .forEach(node -> sink.add(node.node(), node.players())));
        loads(now);
    }

    private void loads(Supplier<List<NodeStatus>> now) {
        told(
                "backline_lavalink_node_players",
                "Players on a node, those of other clients included",
                now,
                NodeLoad::players);
        told(
                "backline_lavalink_node_playing_players",
                "Players on a node that play, those of other clients included",
                now,
                NodeLoad::playing);
        told(
                "backline_lavalink_node_uptime_seconds",
                "Time since a node's server was started",
                now,
                load -> load.uptime().toMillis() / 1e3);
        gauges(
                "backline_lavalink_node_cpu_ratio",
                "Load of a node's CPUs, 0 to 1, by its machine and by the server alone",
                NODE,
                Label.of("kind", Cpu.class),
                sink -> withLoad(now, (node, load) -> {
                    sink.add(node, Cpu.SYSTEM, load.systemCpu());
                    sink.add(node, Cpu.PROCESS, load.processCpu());
                }));
        gauges(
                "backline_lavalink_node_memory_bytes",
                "Heap of a node's server",
                NODE,
                Label.of("kind", Memory.class),
                sink -> withLoad(now, (node, load) -> {
                    sink.add(node, Memory.USED, (double) load.memoryUsed());
                    sink.add(node, Memory.FREE, (double) load.memoryFree());
                    sink.add(node, Memory.ALLOCATED, (double) load.memoryAllocated());
                    sink.add(node, Memory.RESERVABLE, (double) load.memoryReservable());
                }));
        gauges(
                "backline_lavalink_node_frames",
                "Frames of 20 ms in the last minute, per player that plays: 3,000 are due",
                NODE,
                Label.of("kind", Frame.class),
                sink -> withLoad(now, (node, load) -> load.frames().ifPresent(frames -> {
                    sink.add(node, Frame.SENT, frames.sent());
                    sink.add(node, Frame.NULLED, frames.nulled());
                    sink.add(node, Frame.DEFICIT, frames.deficit());
                })));
    }

    /** Whether a node is connected. */
    static boolean isUp(NodeStatus node) {
        return node.state() == NodeState.UP || node.state() == NodeState.SETTLING;
    }

    /** Takes what a node told of itself. */
    private interface LoadSink {
        void add(NodeKey node, NodeLoad load);
    }

    private static void withLoad(Supplier<List<NodeStatus>> nodes, LoadSink sink) {
        nodes.get()
                .forEach(node -> node.load().filter(load -> isUp(node)).ifPresent(load -> sink.add(node.node(), load)));
    }

    /** One figure that a node tells of itself. */
    private void told(String name, String help, Supplier<List<NodeStatus>> nodes, ToDoubleFunction<NodeLoad> value) {
        gauges(name, help, NODE, sink -> withLoad(nodes, (node, load) -> sink.add(node, value.applyAsDouble(load))));
    }

    /** Makes all series of a node, so that the first of an event is an increase. */
    void knows(NodeKey node) {
        List<Count> unused = List.of(
                connections.of(node, Connection.NEW),
                disconnections.of(node, NodeTrouble.UNREACHABLE),
                assignments.of(node, PlayerMove.OPENED),
                departures.of(node, PlayerMove.OPENED),
                events.of(node, NodeEvent.STATISTICS));
    }
}
