package dev.backline.api.lavalink;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The Lavalink nodes of this bot. Safe for any thread; does not block. */
@ProviderType
public interface LavalinkNodes {

    /** All nodes that are configured, by name, as they are now. */
    List<NodeStatus> all();
}
