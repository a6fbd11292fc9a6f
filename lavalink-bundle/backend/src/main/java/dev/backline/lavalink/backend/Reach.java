package dev.backline.lavalink.backend;

import dev.backline.api.audio.Track;
import dev.backline.lavalink.backend.node.Node;
import java.util.Optional;

/**
 * Which tracks a node can load, and by which identifier. A track of the source {@code http} or of a site has an address
 * that leads there from anywhere, and other sources are known to a node by the name that they have in the bot. The
 * library is a folder of the machine that the bot runs on: a node has it only where an operator says so.
 */
final class Reach {

    /** The bot's source of files, and how its identifiers begin. */
    private static final String LIBRARY = "library";

    /** Lavalink's source of files on its own machine. */
    private static final String LOCAL = "local";

    private Reach() {}

    /** Whether the node knows the track's source. */
    static boolean plays(Node node, Track track) {
        return track.source().name().equals(LIBRARY)
                ? inLibrary(node, track).isPresent()
                : node.view().sources().contains(track.source().name());
    }

    /** What the node loads the track by. */
    static String identifier(Node node, Track track) {
        return inLibrary(node, track).orElse(track.identifier());
    }

    private static Optional<String> inLibrary(Node node, Track track) {
        String folder = node.config().library();
        String prefix = LIBRARY + ":";
        return folder.isEmpty()
                        || !node.view().sources().contains(LOCAL)
                        || !track.identifier().startsWith(prefix)
                ? Optional.empty()
                : Optional.of(folder + "/" + track.identifier().substring(prefix.length()));
    }
}
