package dev.backline.api.lavalink;

import dev.backline.api.event.NodeKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A node at one moment.
 *
 * @param node its name and region
 * @param address scheme, host and port
 * @param state how it is
 * @param draining whether it is being emptied, and given no players
 * @param problem why it is not {@link NodeState#UP}, one sentence for operators
 * @param weight how much it may have, compared to other nodes
 * @param lastSeen when it last gave a sign of life
 * @param version of the server; empty until it was asked
 * @param sources that the server can play from
 * @param filters that the server offers
 * @param players of this bot on the node
 * @param penalty by which nodes are compared: the lowest is chosen; not a number while it cannot be chosen
 * @param load what the server told of itself last
 */
public record NodeStatus(
        NodeKey node,
        String address,
        NodeState state,
        boolean draining,
        Optional<String> problem,
        double weight,
        Optional<Instant> lastSeen,
        Optional<String> version,
        List<String> sources,
        List<String> filters,
        int players,
        double penalty,
        Optional<NodeLoad> load) {

    /** Copies the lists. */
    public NodeStatus {
        sources = List.copyOf(sources);
        filters = List.copyOf(filters);
    }
}
