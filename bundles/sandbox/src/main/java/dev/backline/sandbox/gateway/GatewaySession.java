package dev.backline.sandbox.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.backline.sandbox.world.Guild;
import dev.backline.sandbox.world.Payloads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A session of a client. It outlives its connection: what happens meanwhile is kept, and told when the client resumes.
 * Safe for any thread.
 */
final class GatewaySession {

    private static final int KEPT = 10_000;

    private record Event(long number, String text) {}

    private final String id;
    private final int shard;
    private final int shards;
    private final Deque<Event> kept = new ArrayDeque<>();
    private final Set<Long> introduced = new HashSet<>();
    private long last;
    private long detachedNanos;
    private @Nullable GatewaySocket socket;

    GatewaySession(String id, int shard, int shards, GatewaySocket socket) {
        this.id = id;
        this.shard = shard;
        this.shards = shards;
        this.socket = socket;
    }

    String id() {
        return id;
    }

    /** Whether events of this guild belong to this session's shard. */
    boolean covers(long guildId) {
        return Long.remainderUnsigned(guildId >>> 22, shards) == shard;
    }

    /** Tells of a guild for the first time; a second time does nothing. */
    synchronized void introduce(Guild guild) {
        if (covers(guild.id()) && introduced.add(guild.id())) {
            dispatch("GUILD_CREATE", Payloads.guild(guild));
        }
    }

    /** How long nobody has been connected. */
    synchronized Duration detachedFor() {
        return socket == null ? Duration.ofNanos(System.nanoTime() - detachedNanos) : Duration.ZERO;
    }

    /** Tells an event, now or when the client resumes. */
    synchronized void dispatch(String type, ObjectNode data) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("op", 0)
                .put("t", type)
                .put("s", ++last);
        message.set("d", data);
        String text = message.toString();
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(new Event(last, text));
        if (socket != null) {
            socket.send(text);
        }
    }

    /**
     * Takes a new connection and repeats on it what came after an event.
     *
     * @return false when that is too long ago, or has not happened yet
     */
    synchronized boolean resume(GatewaySocket connection, long after) {
        long oldest = kept.isEmpty() ? last + 1 : kept.getFirst().number();
        if (after > last || after + 1 < oldest) {
            return false;
        }
        socket = connection;
        kept.stream().filter(event -> event.number() > after).forEach(event -> connection.send(event.text()));
        dispatch("RESUMED", JsonNodeFactory.instance.objectNode());
        return true;
    }

    /** The connection is gone. */
    synchronized void detach(GatewaySocket gone) {
        if (socket == gone) {
            socket = null;
            detachedNanos = System.nanoTime();
        }
    }

    synchronized boolean connected() {
        return socket != null;
    }

    /** Ends the connection with a close code; the client may resume. */
    synchronized void drop(int code) {
        if (socket != null) {
            socket.close(code, "dropped by command");
        }
    }

    /** Tells the client that it cannot resume: op 9. */
    synchronized void invalidate() {
        if (socket != null) {
            socket.send(GatewaySocket.INVALID_SESSION);
        }
    }

    /** Asks the client to connect anew and resume, as Discord does before it restarts a server. */
    synchronized void askToReconnect() {
        if (socket != null) {
            socket.send("{\"op\":7,\"d\":null}");
        }
    }
}
