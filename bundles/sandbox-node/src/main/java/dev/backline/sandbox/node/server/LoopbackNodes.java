package dev.backline.sandbox.node.server;

import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNode;
import dev.backline.sandbox.node.SandboxNodes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Makes nodes that play to one Discord, and stops them all when it is closed. */
public final class LoopbackNodes implements SandboxNodes, AutoCloseable {

    private final SSLContext voiceTrust;
    private final List<NodeServer> nodes = new ArrayList<>();

    /**
     * Without nodes.
     *
     * @param voiceTrust in the voice servers that the nodes play to
     */
    public LoopbackNodes(SSLContext voiceTrust) {
        this.voiceTrust = voiceTrust;
    }

    @Override
    public synchronized List<SandboxNode> nodes() {
        return List.copyOf(nodes);
    }

    @Override
    public synchronized SandboxNode node(String name) {
        return find(name).orElseThrow(() -> unknown(name));
    }

    @Override
    public synchronized SandboxNode add(NodeSettings settings) {
        if (find(settings.name()).isPresent()) {
            throw new IllegalArgumentException("There is a node " + settings.name() + " already");
        }
        try {
            NodeServer node = NodeServer.start(settings, voiceTrust);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void remove(String name) {
        NodeServer node = find(name).orElseThrow(() -> unknown(name));
        nodes.remove(node);
        node.close();
    }

    private Optional<NodeServer> find(String name) {
        return nodes.stream()
                .filter(node -> node.settings().name().equals(name))
                .findFirst();
    }

    private IllegalArgumentException unknown(String name) {
        String known = nodes.stream().map(node -> node.settings().name()).collect(Collectors.joining(", "));
        return new IllegalArgumentException(
                "There is no node “" + name + "”. " + (known.isEmpty() ? "There are none." : "Nodes: " + known));
    }

    @Override
    public synchronized void close() {
        nodes.forEach(NodeServer::close);
        nodes.clear();
    }
}
