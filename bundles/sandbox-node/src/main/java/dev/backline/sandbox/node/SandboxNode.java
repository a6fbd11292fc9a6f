package dev.backline.sandbox.node;

import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** A Lavalink node on loopback. Safe for any thread. */
@ProviderType
public interface SandboxNode {

    /** What it is like; its port is the one that it has, which the system may have chosen. */
    NodeSettings settings();

    /** Where it listens, as {@code http://127.0.0.1:PORT}; the same all its life. */
    URI uri();

    /** What is wrong with it at the moment. */
    List<Fault> faults();

    /**
     * Lets something go wrong; blocks until it has.
     *
     * @throws IllegalStateException when it cannot be started again, because somebody else listens at its port
     */
    void suffer(Fault fault);

    /**
     * Ends everything that is wrong with it; a dead node is started, and knows nothing of its former life.
     *
     * @throws IllegalStateException when it cannot be started again, because somebody else listens at its port
     */
    void heal();

    /** The players of its sessions, those that wait to be resumed included; by guild. */
    List<SeenPlayer> players();

    /** Voice packets that it has sent since it was made, silence included. */
    long packets();
}
