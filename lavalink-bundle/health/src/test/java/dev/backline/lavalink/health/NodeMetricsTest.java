package dev.backline.lavalink.health;

import static dev.backline.lavalink.health.Nodes.NORTH;
import static dev.backline.lavalink.health.Nodes.SOUTH;
import static dev.backline.lavalink.health.Nodes.load;
import static dev.backline.lavalink.health.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import dev.backline.api.event.NodeObserver.NodeTrouble;
import dev.backline.api.event.NodeObserver.PlayerMove;
import dev.backline.api.event.NodeRoute;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.lavalink.health.NodeMetrics.Connection;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.catalog.Metrics;
import dev.backline.metrics.catalog.Readings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NodeMetricsTest {

    private final List<NodeStatus> nodes = List.of(
            node(NORTH, NodeState.UP, Optional.of(load(0.5, 2990, 4, 6))),
            node(SOUTH, NodeState.DOWN, Optional.of(load(0.5, 1, 1, 1))));
    private final NodeMetrics metrics = new NodeMetrics(() -> nodes);

    @Test
    void showWhatEachNodeIsLike() {
        assertThat(read("backline_lavalink_node_up"))
                .containsEntry(List.of("north", "europe"), 1.0)
                .containsEntry(List.of("south", "none"), 0.0);
        assertThat(read("backline_lavalink_node_assigned_players")).containsEntry(List.of("north"), 3.0);
        assertThat(read("backline_lavalink_node_state"))
                .containsEntry(List.of("south", "down"), 1.0)
                .containsEntry(List.of("south", "up"), 0.0);
        assertThat(read("backline_lavalink_node_last_seen_timestamp_seconds"))
                .containsEntry(List.of("north"), 1_700_000_000.0);
    }

    @Test
    void showWhatANodeTellsOfItself() {
        assertThat(read("backline_lavalink_node_playing_players")).containsEntry(List.of("north"), 4.0);
        assertThat(read("backline_lavalink_node_cpu_ratio"))
                .containsEntry(List.of("north", "system"), 0.5)
                .containsEntry(List.of("north", "process"), 0.25);
        assertThat(read("backline_lavalink_node_memory_bytes")).containsEntry(List.of("north", "reservable"), 40.0);
        assertThat(read("backline_lavalink_node_uptime_seconds")).containsEntry(List.of("north"), 3_600.0);
        assertThat(read("backline_lavalink_node_frames"))
                .containsEntry(List.of("north", "sent"), 2_990.0)
                .containsEntry(List.of("north", "nulled"), 4.0)
                .containsEntry(List.of("north", "deficit"), 6.0);
    }

    @Test
    void forgetWhatANodeToldThatIsGone() {
        assertThat(read("backline_lavalink_node_frames").keySet()).noneMatch(labels -> labels.contains("south"));
    }

    @Test
    void countWhatHappens() {
        Added registry = new Added();
        NodeCollector collector = new NodeCollector(registry);
        NodeRoute route = new NodeRoute(NORTH, "GET", "/version");

        collector.nodeConnected(NORTH, true);
        collector.nodeDisconnected(NORTH, NodeTrouble.HANGING);
        collector.playerTaken(NORTH, PlayerMove.NODE_LOST);
        collector.requestFinished(route, 200, 1_000);
        collector.requestFinished(route, 0, 1_000);

        NodeMetrics counted = registry.added();
        assertThat(counted.connections.of(NORTH, Connection.RESUMED).getCount()).isEqualTo(1);
        assertThat(counted.disconnections.of(NORTH, NodeTrouble.HANGING).getCount())
                .isEqualTo(1);
        assertThat(counted.departures.of(NORTH, PlayerMove.NODE_LOST).getCount())
                .isEqualTo(1);
        assertThat(counted.requests.of(NORTH, route).getCount()).isEqualTo(2);
        assertThat(counted.requestErrors.of(NORTH, route).getCount()).isEqualTo(1);
    }

    @Test
    void haveEverySeriesOfANodeBeforeSomethingIsCounted() {
        metrics.knows(NORTH);

        assertThat(family("backline_lavalink_node_disconnections_total").series())
                .hasSize(NodeTrouble.values().length)
                .allSatisfy(series ->
                        assertThat(((Counter) series.metric()).getCount()).isZero());
    }

    private Family family(String name) {
        return metrics.families().stream()
                .filter(family -> family.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Map<List<String>, Double> read(String name) {
        Readings readings = (Readings) family(name).series().getFirst().metric();
        return readings.getValue().stream().collect(Collectors.toMap(Readings.Row::labels, Readings.Row::value));
    }

    /** A registry that keeps what it is given. */
    private static final class Added implements Metrics {

        private Optional<Catalog> catalog = Optional.empty();

        @Override
        public Metrics.Added add(Catalog added) {
            catalog = Optional.of(added);
            return () -> {};
        }

        NodeMetrics added() {
            return (NodeMetrics) catalog.orElseThrow();
        }
    }
}
