package dev.backline.lavalink.health;

import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeRoute;
import dev.backline.api.lavalink.LavalinkNodes;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.lavalink.health.NodeMetrics.Connection;
import dev.backline.metrics.catalog.Metrics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Counts and times what happens to nodes. */
@Component
public final class NodeCollector implements NodeObserver {

    private static final int REFUSED = 300;

    private final NodeMetrics metrics = new NodeMetrics(this::all);
    private final Metrics.Added added;

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile @Nullable LavalinkNodes nodes;

    /** Adds its metrics to the registry. */
    @Activate
    public NodeCollector(@Reference Metrics registry) {
        added = registry.add(metrics);
    }

    private List<NodeStatus> all() {
        LavalinkNodes known = nodes;
        return known == null ? List.of() : known.all();
    }

    @Deactivate
    void close() {
        added.close();
    }

    @Override
    public void nodeConnected(NodeKey node, boolean resumed) {
        metrics.knows(node);
        metrics.connections
                .of(node, resumed ? Connection.RESUMED : Connection.NEW)
                .inc();
    }

    @Override
    public void nodeDisconnected(NodeKey node, NodeTrouble trouble) {
        metrics.knows(node);
        metrics.disconnections.of(node, trouble).inc();
    }

    @Override
    public void playerAssigned(NodeKey node, PlayerMove reason) {
        metrics.assignments.of(node, reason).inc();
    }

    @Override
    public void playerTaken(NodeKey node, PlayerMove reason) {
        metrics.departures.of(node, reason).inc();
    }

    @Override
    public void nodeEvent(NodeKey node, NodeEvent event) {
        metrics.events.of(node, event).inc();
    }

    @Override
    public void requestFinished(NodeRoute route, int status, long nanos) {
        metrics.requests.of(route.node(), route).record(nanos);
        if (status == 0 || status >= REFUSED) {
            metrics.requestErrors.of(route.node(), route).inc();
        }
    }

    @Override
    public void pingAnswered(NodeKey node, long nanos) {
        metrics.pings.of(node).record(nanos);
    }
}
