package dev.backline.sandbox.node.server;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Session;
import dev.arbjerg.lavalink.protocol.v4.SessionUpdate;
import dev.backline.sandbox.node.player.GuildPlayer;
import dev.backline.sandbox.node.player.PlayerEvents;
import dev.backline.sandbox.node.protocol.Wire;
import dev.backline.sandbox.node.timing.Gate;
import dev.backline.sandbox.node.timing.NodeTimer.Task;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongFunction;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What a client has on a node: its players, and the messages that it is to be told. It outlives a broken WebSocket when
 * the client wanted that. Safe for any thread.
 */
final class NodeSession implements PlayerEvents {

    private final String id;
    private final long userId;
    private final Gate gate;
    private final LongFunction<GuildPlayer> maker;
    private final ConcurrentMap<Long, GuildPlayer> players = new ConcurrentHashMap<>();

    private volatile boolean resuming;
    private volatile Duration timeout = Duration.ofSeconds(60);

    /** Null while the client is away. */
    private @Nullable NodeSocket socket;

    private final Queue<String> missed = new ArrayDeque<>();
    private Optional<Task> end = Optional.empty();
    private Optional<Task> statistics = Optional.empty();

    interface PlayerMaker {
        GuildPlayer make(long guildId, PlayerEvents events);
    }

    /** @param userId of the bot */
    NodeSession(String id, long userId, NodeSocket socket, Gate gate, PlayerMaker maker) {
        this.id = id;
        this.userId = userId;
        this.socket = socket;
        this.gate = gate;
        this.maker = guildId -> maker.make(guildId, this);
    }

    String id() {
        return id;
    }

    long userId() {
        return userId;
    }

    Collection<GuildPlayer> players() {
        return players.values().stream()
                .sorted(Comparator.comparingLong(GuildPlayer::guildId))
                .toList();
    }

    Optional<GuildPlayer> player(long guildId) {
        return Optional.ofNullable(players.get(guildId));
    }

    GuildPlayer openPlayer(long guildId) {
        return players.computeIfAbsent(guildId, maker::apply);
    }

    void destroyPlayer(long guildId) {
        GuildPlayer player = players.remove(guildId);
        if (player != null) {
            player.destroy();
        }
    }

    /** Whether it may be resumed when its WebSocket is gone. */
    boolean isResuming() {
        return resuming;
    }

    /** How long it may be resumed. */
    Duration timeout() {
        return timeout;
    }

    Session change(SessionUpdate update) {
        Wire.<Boolean>given(update.getResuming(), wanted -> resuming = wanted);
        Wire.<Long>given(update.getTimeoutSeconds(), seconds -> timeout = Duration.ofSeconds(seconds));
        return new Session(resuming, timeout.toSeconds());
    }

    @Override
    public void happened(JsonObject message) {
        // Not under the lock: a frozen node can still be cut off.
        if (gate.pass()) {
            sendOrKeep(message.toString());
        }
    }

    private void sendOrKeep(String text) {
        NodeSocket open;
        synchronized (this) {
            open = socket;
            if (open == null) {
                missed.add(text);
                return;
            }
        }
        // Not under the lock: a send that fails closes the socket on this thread, and that is told to this session.
        open.send(text);
    }

    @Override
    public void updated(JsonObject message) {
        if (gate.pass()) {
            sendOrDrop(message.toString());
        }
    }

    private void sendOrDrop(String text) {
        NodeSocket open = socket();
        if (open != null) {
            open.send(text);
        }
    }

    /** Null while the client is away. */
    synchronized @Nullable NodeSocket socket() {
        return socket;
    }

    /** Ties something to the end of the session that is done again and again until then. */
    synchronized void reportStatistics(Task task) {
        statistics = Optional.of(task);
    }

    /** Whether this is the WebSocket that it has. */
    synchronized boolean isOn(NodeSocket other) {
        return socket == other;
    }

    /** The client is away; without it coming back, the task ends the session. */
    synchronized void pause(Task ending) {
        socket = null;
        end = Optional.of(ending);
    }

    /** Whether the client has been away, and is expected now; the session does not end any more. */
    synchronized boolean expectsClient() {
        end.ifPresent(Task::cancel);
        end = Optional.empty();
        return socket == null;
    }

    /** The client is back; it is told all that it missed. */
    void resume(NodeSocket fresh) {
        synchronized (this) {
            socket = fresh;
            fresh.send(Wire.message(new Message.ReadyEvent(true, id)).toString());
            missed.forEach(fresh::send);
            missed.clear();
        }
        players.values().forEach(GuildPlayer::report);
    }

    /** Tells the client that the node goes away. */
    void goAway() {
        NodeSocket open = socket();
        if (open != null) {
            open.goAway();
        }
    }

    /** Ends all its players. */
    void close() {
        synchronized (this) {
            end.ifPresent(Task::cancel);
            statistics.ifPresent(Task::cancel);
        }
        players.keySet().forEach(this::destroyPlayer);
    }
}
