package dev.backline.lavalink.backend.node;

import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.net.ConnectException;

/**
 * What it means that a node cannot be connected to.
 *
 * @param why a sentence for operators
 */
record Diagnosis(NodeTrouble trouble, String why) {

    /**
     * Judges a failure.
     *
     * @param node its name
     * @param version what it said of itself before
     * @param wasConnected whether a connection to it has just broken: then it may be back in a moment, unless nobody
     *     listens at its port any more
     */
    static Diagnosis of(Throwable failure, String node, String version, boolean wasConnected) {
        int status = failure instanceof RequestFailed failed ? failed.status() : NodeSocket.handshakeStatus(failure);
        return switch (status) {
            case 0 -> unreached(failure, wasConnected);
            case 401, 403 ->
                new Diagnosis(
                        NodeTrouble.PASSWORD_REFUSED,
                        "It does not accept the password: compare .password of dev.backline.lavalink.node~" + node
                                + " with lavalink.server.password there");
            case 404 -> new Diagnosis(NodeTrouble.UNSUPPORTED, Server.unsupported(version));
            case 502, 503, 504 ->
                new Diagnosis(NodeTrouble.UNREACHABLE, "The proxy in front of it answers with status " + status);
            default ->
                new Diagnosis(NodeTrouble.PROTOCOL_ERROR, "It does not do what was expected: " + failure.getMessage());
        };
    }

    private static Diagnosis unreached(Throwable failure, boolean wasConnected) {
        Throwable inner = failure instanceof RequestFailed && failure.getCause() != null ? failure.getCause() : failure;
        return new Diagnosis(
                wasConnected && !(inner instanceof ConnectException)
                        ? NodeTrouble.CONNECTION_LOST
                        : NodeTrouble.UNREACHABLE,
                "It cannot be reached: " + NodeRest.words(inner));
    }
}
