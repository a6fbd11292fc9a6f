package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.Info;
import dev.arbjerg.lavalink.protocol.v4.Version;
import java.util.List;
import java.util.Optional;

/**
 * What a node said of itself when it was asked.
 *
 * @param version of the server
 * @param sources that it can play from
 * @param filters that it offers
 */
public record Server(String version, List<String> sources, List<String> filters) {

    private static final int MAJOR = 4;

    public Server {
        sources = List.copyOf(sources);
        filters = List.copyOf(filters);
    }

    static Server of(Info info) {
        return new Server(info.getVersion().getSemver(), info.getSourceManagers(), info.getFilters());
    }

    /** Why the bot cannot work with a server of that version. Builds between releases carry no version, and may try. */
    static Optional<String> unsupported(Version version) {
        return version.getMajor() == MAJOR || version.getMajor() == 0
                ? Optional.empty()
                : Optional.of(unsupported(version.getSemver()));
    }

    static String unsupported(String version) {
        return "The server is Lavalink " + version + "; the bot works with Lavalink " + MAJOR + ". Install version "
                + MAJOR + " there, or take the node out of the configuration.";
    }
}
