package dev.backline.lavalink.backend.node;

import dev.backline.api.event.NodeKey;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an operator set of a node.
 *
 * @param key its name and region
 * @param uri http or https, host and port; a path is put before those of the protocol
 * @param password secret, of printable ASCII as it goes into a header; left out of {@link #toString()}
 * @param weight how much it may have compared to others, more than 0
 * @param library where the node has the bot's library of music, as a folder on its machine; empty when it has not
 */
public record NodeConfig(NodeKey key, URI uri, String password, double weight, String library) {

    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");

    /** @throws IllegalArgumentException when a node of that kind cannot be connected to; the message says why */
    public NodeConfig {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme) || uri.getHost() == null) {
            throw new IllegalArgumentException("The uri of the node " + key.name()
                    + " must be like http://host:2333 or https://host; it was: " + uri);
        }
        if (!PRINTABLE.matcher(password).matches()) {
            throw new IllegalArgumentException("The password of the node " + key.name()
                    + " has characters that cannot be sent: expected letters, digits and signs of ASCII, on one line");
        }
        if (!(weight > 0)) {
            throw new IllegalArgumentException(
                    "The weight of the node " + key.name() + " must be more than 0; it was " + weight);
        }
    }

    /** Whether the same server is meant, and the same password. */
    boolean sameServer(NodeConfig other) {
        return uri.equals(other.uri) && password.equals(other.password);
    }

    /** Scheme, host and port, to be shown. */
    public String address() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    /** An address below the node's. */
    URI resolve(String path) {
        String base = uri.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    @Override
    public String toString() {
        return "NodeConfig[" + key + ", " + address() + "]";
    }
}
