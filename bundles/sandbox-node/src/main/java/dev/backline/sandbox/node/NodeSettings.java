package dev.backline.sandbox.node;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What a node is like.
 *
 * @param name 1 to 32 characters of {@code a-z}, {@code 0-9} and {@code -}
 * @param region of the voice servers that it is near to, empty for none
 * @param password that clients must show; left out of {@link #toString()}
 * @param port on 127.0.0.1; 0 for one that the system chooses, and that the node keeps over its deaths
 * @param version that it claims to have, as semantic versioning writes it
 * @param sources names of the sources that it can play from, out of {@link #ALL_SOURCES}
 */
public record NodeSettings(
        String name,
        String region,
        String password,
        int port,
        String version,
        List<String> sources,
        NodeTimings timings) {

    /** The sources that there are, in the order in which they are asked. */
    public static final List<String> ALL_SOURCES = List.of("tone", "local", "http");

    /** The password that Lavalink's own example configuration has. */
    public static final String USUAL_PASSWORD = "youshallnotpass";

    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,32}");

    public NodeSettings {
        sources = List.copyOf(sources);
        require(NAME.matcher(name).matches(), "A node's name has 1 to 32 characters of a-z, 0-9 and -, not: " + name);
        require(!password.isBlank(), "The node " + name + " needs a password");
        require(port >= 0 && port <= 65_535, "A port is 0 to 65535, not " + port);
        require(
                ALL_SOURCES.containsAll(sources),
                "There are the sources " + String.join(", ", ALL_SOURCES) + ", not " + String.join(", ", sources));
    }

    /** A node as Lavalink 4.2.2 is by default. */
    public static NodeSettings named(String name) {
        return new NodeSettings(name, "", USUAL_PASSWORD, 0, "4.2.2", ALL_SOURCES, NodeTimings.USUAL);
    }

    /** The same in another region. */
    public NodeSettings withRegion(String other) {
        return new NodeSettings(name, other, password, port, version, sources, timings);
    }

    /** The same with another password. */
    public NodeSettings withPassword(String other) {
        return new NodeSettings(name, region, other, port, version, sources, timings);
    }

    /** The same at another port. */
    public NodeSettings withPort(int other) {
        return new NodeSettings(name, region, password, other, version, sources, timings);
    }

    /** The same with another version. */
    public NodeSettings withVersion(String other) {
        return new NodeSettings(name, region, password, port, other, sources, timings);
    }

    /** The same with these sources only. */
    public NodeSettings withSources(List<String> others) {
        return new NodeSettings(name, region, password, port, version, others, timings);
    }

    /** The same with other timings. */
    public NodeSettings withTimings(NodeTimings others) {
        return new NodeSettings(name, region, password, port, version, sources, others);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    @Override
    public String toString() {
        return "NodeSettings[" + name + ", version " + version + ", port " + port + "]";
    }
}
