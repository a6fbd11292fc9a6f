package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.Info;
import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One try to connect to a node: asks what it is, opens the socket, and has the session kept for when the connection breaks.
 * Used on the {@link Loop} alone. It comes to one end: connected, failed, or given up.
 */
final class Attempt {

    /**
     * What a try led to.
     *
     * @param socket that is open
     * @param session its id
     * @param resumed whether that is the session of before, with all of its players
     * @param server what it is; not asked again when the session goes on
     */
    record Connection(NodeSocket socket, String session, boolean resumed, Optional<Server> server) {}

    private final String node;
    private final NodeSocket socket;
    private final NodeRest rest;
    private final Patience patience;
    private final Loop loop;
    private final Optional<String> wanted;
    private final boolean wasConnected;
    private final Consumer<Connection> whenConnected;
    private final Consumer<Diagnosis> whenFailed;

    private Runnable deadline = () -> {};
    private String version = "3 or older, or something else";
    private Optional<Server> server = Optional.empty();
    private boolean over;

    /**
     * Does nothing before {@link #begin}.
     *
     * @param node its name
     * @param socket that is opened, and whose news are passed on to this
     * @param wanted the session that is to go on
     * @param wasConnected whether a connection has just broken
     */
    Attempt(
            String node,
            NodeSocket socket,
            NodeRest rest,
            Patience patience,
            Loop loop,
            Optional<String> wanted,
            boolean wasConnected,
            Consumer<Connection> whenConnected,
            Consumer<Diagnosis> whenFailed) {
        this.node = node;
        this.socket = socket;
        this.rest = rest;
        this.patience = patience;
        this.loop = loop;
        this.wanted = wanted;
        this.wasConnected = wasConnected;
        this.whenConnected = whenConnected;
        this.whenFailed = whenFailed;
    }

    /** Whether this is about that socket. */
    boolean opens(NodeSocket one) {
        return socket == one;
    }

    void begin() {
        deadline = loop.after(
                patience.request(),
                () -> fail(new Diagnosis(
                        NodeTrouble.UNREACHABLE,
                        "It does not answer within " + patience.request().toMillis() + " ms")));
        if (wanted.isPresent()) {
            socket.open(wanted, patience.request());
        } else {
            follow(
                    rest.version(patience.request()),
                    answer -> {
                        version = answer;
                        follow(rest.info(), this::judge, this::diagnosis);
                    },
                    this::diagnosis);
        }
    }

    private void judge(Info info) {
        Optional<String> unsupported = Server.unsupported(info.getVersion());
        if (unsupported.isPresent()) {
            fail(new Diagnosis(NodeTrouble.UNSUPPORTED, unsupported.get()));
        } else {
            server = Optional.of(Server.of(info));
            socket.open(Optional.empty(), patience.request());
        }
    }

    /** The node said under which session it knows the bot. */
    void ready(String session, boolean resumed) {
        if (over) {
            return;
        }
        if (wanted.isPresent() && !resumed) {
            // It may be another server than before: the next try asks it again what it is.
            fail(new Diagnosis(NodeTrouble.RESTARTED, "It was started anew"));
            return;
        }
        follow(
                rest.resuming(session, true, patience.session()),
                kept -> {
                    end();
                    whenConnected.accept(new Connection(socket, session, resumed, server));
                },
                failure -> new Diagnosis(
                        NodeTrouble.PROTOCOL_ERROR, "It does not keep sessions: " + NodeRest.words(failure)));
    }

    /** The socket came to its end. */
    void closed(Throwable cause) {
        fail(diagnosis(cause));
    }

    /** Nobody wants to know any more how it ends. */
    void giveUp() {
        end();
        socket.abort();
    }

    private <T> void follow(CompletableFuture<T> request, Consumer<T> next, Function<Throwable, Diagnosis> otherwise) {
        CompletableFuture<T> unused = request.whenCompleteAsync(
                (answer, failure) -> {
                    if (over) {
                        return;
                    }
                    if (failure == null) {
                        next.accept(answer);
                    } else {
                        fail(otherwise.apply(RequestFailed.cause(failure)));
                    }
                },
                loop);
    }

    private Diagnosis diagnosis(Throwable cause) {
        return Diagnosis.of(cause, node, version, wasConnected);
    }

    private void fail(Diagnosis why) {
        if (!over) {
            giveUp();
            whenFailed.accept(why);
        }
    }

    private void end() {
        over = true;
        deadline.run();
    }
}
