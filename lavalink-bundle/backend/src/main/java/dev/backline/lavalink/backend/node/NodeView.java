package dev.backline.lavalink.backend.node;

import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeState;
import java.util.List;
import java.util.Optional;

/**
 * What a node is like at one moment.
 *
 * @param draining whether it is given no players any more
 * @param problem why it is not up, in a sentence for operators
 * @param server what it said of itself when it was asked
 * @param load what it told of itself last
 */
public record NodeView(
        NodeState state, boolean draining, Optional<String> problem, Optional<Server> server, Optional<NodeLoad> load) {

    /** Before anything is known. */
    static final NodeView UNKNOWN =
            new NodeView(NodeState.CONNECTING, false, Optional.empty(), Optional.empty(), Optional.empty());

    /** The sources that it can play from. */
    public List<String> sources() {
        return server.map(Server::sources).orElse(List.of());
    }

    /** The filters that it offers. */
    public List<String> filters() {
        return server.map(Server::filters).orElse(List.of());
    }
}
