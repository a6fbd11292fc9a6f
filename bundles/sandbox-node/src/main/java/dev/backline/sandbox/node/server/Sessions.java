package dev.backline.sandbox.node.server;

import dev.backline.sandbox.node.protocol.Refusal;
import dev.backline.sandbox.node.timing.NodeTimer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** The sessions of a node's process: those of connected clients, and those that wait for theirs. */
final class Sessions {

    private static final String ID_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final int ID_LENGTH = 16;

    private final NodeTimer timer;
    private final ConcurrentMap<String, NodeSession> connected = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, NodeSession> waiting = new ConcurrentHashMap<>();

    Sessions(NodeTimer timer) {
        this.timer = timer;
    }

    static String newId() {
        return ThreadLocalRandom.current()
                .ints(ID_LENGTH, 0, ID_LETTERS.length())
                .collect(StringBuilder::new, (id, i) -> id.append(ID_LETTERS.charAt(i)), StringBuilder::append)
                .toString();
    }

    /** @throws Refusal 404 when there is none, or its client is away: Lavalink knows it as little then */
    NodeSession connected(String id) {
        NodeSession session = connected.get(id);
        if (session == null) {
            throw Refusal.notFound("Session not found");
        }
        return session;
    }

    /** Those of clients that are here. */
    List<NodeSession> connected() {
        return List.copyOf(connected.values());
    }

    List<NodeSession> all() {
        return Stream.concat(connected.values().stream(), waiting.values().stream())
                .toList();
    }

    void add(NodeSession session) {
        connected.put(session.id(), session);
    }

    /** A session that waits for its client; from now on it waits without a limit of time. */
    Optional<NodeSession> expected(String id) {
        return Optional.ofNullable(waiting.get(id)).filter(NodeSession::expectsClient);
    }

    void resume(NodeSession session, NodeSocket socket) {
        waiting.remove(session.id());
        connected.put(session.id(), session);
        session.resume(socket);
    }

    /** A WebSocket is gone, and its session with it, unless that may be resumed. */
    void disconnected(NodeSocket socket) {
        connected.values().stream()
                .filter(session -> session.isOn(socket))
                .findFirst()
                .ifPresent(session -> {
                    connected.remove(session.id());
                    if (session.isResuming()) {
                        waiting.put(session.id(), session);
                        session.pause(timer.after(session.timeout(), () -> expire(session)));
                    } else {
                        session.close();
                    }
                });
    }

    private void expire(NodeSession session) {
        if (waiting.remove(session.id(), session)) {
            session.close();
        }
    }

    void close() {
        all().forEach(NodeSession::close);
        connected.clear();
        waiting.clear();
    }
}
