package dev.backline.sandbox.node;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The Lavalink nodes of this process. Safe for any thread. */
@ProviderType
public interface SandboxNodes {

    /** All nodes, in the order in which they were made; dead ones too. */
    List<SandboxNode> nodes();

    /**
     * Finds a node by its name.
     *
     * @throws IllegalArgumentException with the known names when there is no node of that name
     */
    SandboxNode node(String name);

    /**
     * Makes a node and starts it.
     *
     * @throws IllegalArgumentException when there is a node of that name
     * @throws IllegalStateException when it cannot listen at its port
     */
    SandboxNode add(NodeSettings settings);

    /**
     * Stops a node and forgets it.
     *
     * @throws IllegalArgumentException with the known names when there is no node of that name
     */
    void remove(String name);
}
