package dev.backline.lavalink.backend;

import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent;
import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeObserver.NodeEvent;
import dev.backline.api.event.NodeObserver.NodeTrouble;
import dev.backline.api.event.NodeObserver.PlayerMove;
import dev.backline.api.lavalink.LavalinkNodes;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.lavalink.backend.node.Loop;
import dev.backline.lavalink.backend.node.Node;
import dev.backline.lavalink.backend.node.NodeConfig;
import dev.backline.lavalink.backend.node.NodeView;
import dev.backline.lavalink.backend.node.Patience;
import dev.backline.lavalink.backend.node.Server;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All nodes and the players on them. Gives each player a node, and another one when that is lost. What is public is safe
 * for any thread; everything else happens on the {@link Loop}.
 */
final class Cluster implements AudioBackend, LavalinkNodes, AutoCloseable {

    /** Of this backend; there is one in a process. */
    static final String NAME = "lavalink";

    private static final Logger log = LoggerFactory.getLogger(Cluster.class);

    private static final Duration CLOSED_WITHIN = Duration.ofSeconds(2);

    /** Nothing blocks the loop: it takes longer than a moment only on a machine that is busy with other things. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private final Patience patience;
    private final NodeObserver observer;
    private final Loop loop = new Loop("backline-lavalink");
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("backline-lavalink-http-", 0).factory());
    private final HttpClient http;
    private final Owner owner = new Owner();
    private final Map<String, NodeConfig> configured = new HashMap<>();
    private final Map<String, Node> nodes = new ConcurrentSkipListMap<>();
    private final Map<Node, AtomicInteger> assigned = new ConcurrentHashMap<>();
    private final Map<Long, RemotePlayer> players = new ConcurrentHashMap<>();

    /** Names of nodes that are given no players, whatever becomes of their configuration. */
    private final Set<String> drained = new HashSet<>();

    /** Nodes that are wanted no more, for as long as their players need to leave them. */
    private final Set<Node> leaving = new HashSet<>();

    private OptionalLong userId = OptionalLong.empty();
    private long numbers;
    private Availability told = Availability.NONE;
    private Consumer<Availability> whenChanged = now -> {};
    private volatile List<Node> usable = List.of();
    private volatile Availability availability = Availability.NONE;
    private volatile boolean closed;

    /** Without nodes. */
    Cluster(Patience patience, NodeObserver observer) {
        this.patience = patience;
        this.observer = observer;
        http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.request())
                .executor(threads)
                .build();
    }

    /** Tells on the loop when nodes can play that could not, or the other way round; in place of whom it told before. */
    void whenAvailable(Consumer<Availability> listener) {
        loop.execute(() -> {
            whenChanged = listener;
            listener.accept(told);
        });
    }

    // ---- as a backend

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean canPlay() {
        return availability != Availability.NONE;
    }

    @Override
    public boolean canPlay(Track track) {
        return usable.stream().anyMatch(node -> Reach.plays(node, track));
    }

    @Override
    public AudioPlayer open(long guildId, PlayerListener listener) {
        if (!canPlay()) {
            throw new IllegalStateException("No Lavalink node is connected; lavalink:nodes says why");
        }
        RemotePlayer player = new RemotePlayer(guildId, listener, this, loop);
        loop.execute(() -> players.put(guildId, player));
        return player;
    }

    // ---- nodes as operators want them

    /** Who the bot is: nodes have to know, and are connected once it is known. */
    void userIs(long id) {
        loop.execute(() -> {
            if (userId.isEmpty() || userId.getAsLong() != id) {
                userId = OptionalLong.of(id);
                configured.values().forEach(config -> {
                    remove(config.key().name());
                    add(config);
                });
            }
        });
    }

    /** A node is wanted, or wanted otherwise than before. */
    void configure(NodeConfig config) {
        loop.execute(() -> {
            String name = config.key().name();
            configured.put(name, config);
            Node known = nodes.get(name);
            if (known == null || !known.reconfigure(config)) {
                remove(name);
                add(config);
            }
        });
    }

    /** A node is wanted no more; its players go elsewhere. */
    void dismiss(String name) {
        loop.execute(() -> {
            configured.remove(name);
            remove(name);
        });
    }

    private void add(NodeConfig config) {
        if (userId.isPresent() && !closed) {
            Node node = new Node(http, config, userId.getAsLong(), patience, loop, observer, owner);
            nodes.put(config.key().name(), node);
            if (drained.contains(config.key().name())) {
                node.drain(true);
            }
            node.start();
        }
    }

    private void remove(String name) {
        Node gone = nodes.remove(name);
        if (gone != null) {
            owner.changed(gone);
            on(gone).forEach(player -> player.moveAway(PlayerMove.DRAINED));
            leaving.add(gone);
            Runnable unused = loop.after(RemotePlayer.OVERLAP, () -> end(gone));
        }
    }

    private void end(Node gone) {
        if (leaving.remove(gone)) {
            CompletableFuture<?> unused = gone.close();
        }
    }

    /**
     * Gives a node no players any more.
     *
     * @param now whether those that it has leave at once; otherwise each leaves before its next track
     * @return how many it has
     */
    int drain(String name, boolean now) {
        return ask(() -> {
            Node node = named(name);
            drained.add(name);
            node.drain(true);
            List<RemotePlayer> there = on(node);
            if (now) {
                there.forEach(player -> player.moveAway(PlayerMove.DRAINED));
            }
            return there.size();
        });
    }

    /** Gives a node players again. */
    void fill(String name) {
        ask(() -> {
            named(name).drain(false);
            drained.remove(name);
            return name;
        });
    }

    /** Moves a guild's player to a node. */
    void move(long guildId, String name) {
        ask(() -> {
            Node node = named(name);
            RemotePlayer player = players.get(guildId);
            if (player == null) {
                throw new IllegalArgumentException("Guild " + Long.toUnsignedString(guildId)
                        + " does not play on a node; lavalink:players lists" + " those that do");
            }
            if (!node.isUp()) {
                throw new IllegalStateException(
                        name + " is not connected: " + node.view().problem().orElse("it is being connected"));
            }
            player.track().filter(track -> !Reach.plays(node, track)).ifPresent(track -> {
                throw new IllegalStateException(name + " cannot play from the source " + track.source() + ", but only"
                        + " from " + String.join(", ", node.view().sources()));
            });
            player.moveTo(node, PlayerMove.BY_HAND);
            return name;
        });
    }

    private Node named(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("There is no node “" + name + "”. There are: "
                    + (nodes.isEmpty() ? "none" : String.join(", ", nodes.keySet())));
        }
        return node;
    }

    private <T> T ask(Supplier<T> question) {
        CompletableFuture<T> answer = CompletableFuture.supplyAsync(question, loop);
        try {
            return answer.get(ANSWERED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted");
        } catch (TimeoutException e) {
            throw new IllegalStateException("The Lavalink backend is busy or stopped");
        }
    }

    // ---- what is to be seen

    @Override
    public List<NodeStatus> all() {
        return nodes.values().stream().map(this::status).toList();
    }

    private NodeStatus status(Node node) {
        NodeView view = node.announced();
        boolean choosable = usable.contains(node);
        return new NodeStatus(
                node.key(),
                node.config().address(),
                view.state(),
                view.draining(),
                view.problem(),
                node.config().weight(),
                node.lastSeen(),
                view.server().map(Server::version),
                view.sources(),
                view.filters(),
                playersOn(node),
                choosable ? penalty(node, Optional.empty()) : Double.NaN,
                view.load());
    }

    /** The players, in no order. */
    List<RemotePlayer> players() {
        return List.copyOf(players.values());
    }

    private int playersOn(Node node) {
        AtomicInteger count = assigned.get(node);
        return count == null ? 0 : count.get();
    }

    // ---- for players

    long nextNumber() {
        return ++numbers;
    }

    /**
     * The best node for a player.
     *
     * @param track that it is to play
     * @param region of its voice server
     * @param not those that it has tried
     * @param anyway whether nodes that failed a moment ago are better than none
     */
    Optional<Node> choose(Optional<Track> track, Optional<Region> region, Set<Node> not, boolean anyway) {
        List<Node> candidates = new ArrayList<>(usable);
        candidates.removeAll(not);
        candidates.removeIf(node -> !node.isUp());
        if (candidates.stream().anyMatch(Node::isTrusted) || !anyway) {
            candidates.removeIf(node -> !node.isTrusted());
        }
        List<Node> able = candidates.stream()
                .filter(node -> track.isEmpty() || Reach.plays(node, track.get()))
                .toList();
        // Without one that can play the track, any will say that it cannot.
        return (able.isEmpty() && anyway ? candidates : able)
                .stream().min(Comparator.comparingDouble(node -> penalty(node, region)));
    }

    private double penalty(Node node, Optional<Region> wanted) {
        Optional<Region> stands = Region.labelled(node.key().region());
        boolean elsewhere = wanted.isPresent() && stands.isPresent() && !wanted.equals(stands);
        return Penalty.of(node.view().load(), playersOn(node), node.config().weight(), elsewhere);
    }

    /** Whether a player may begin another track where it is. */
    boolean mayStay(Node node, Track track) {
        if (node.view().state() == NodeState.RESUMING) {
            return true; // it is expected back
        }
        boolean able = Reach.plays(node, track) || !canPlay(track);
        return able && node.isUp() && !node.view().draining();
    }

    void assigned(Node node, PlayerMove reason) {
        assigned.computeIfAbsent(node, first -> new AtomicInteger()).incrementAndGet();
        observer.playerAssigned(node.key(), reason);
    }

    void taken(Node node, PlayerMove reason) {
        assigned.computeIfPresent(node, (same, count) -> count.decrementAndGet() == 0 ? null : count);
        observer.playerTaken(node.key(), reason);
    }

    void closed(RemotePlayer player) {
        players.remove(player.guildId(), player);
    }

    private List<RemotePlayer> on(Node node) {
        return players.values().stream().filter(player -> player.isOn(node)).toList();
    }

    // ---- for nodes

    private final class Owner implements Node.Owner {

        @Override
        public void changed(Node node) {
            usable = nodes.values().stream()
                    .filter(candidate -> candidate.isUp() && !candidate.view().draining())
                    .toList();
            availability = usable.isEmpty()
                    ? Availability.NONE
                    : usable.stream().anyMatch(Node::isTrusted) ? Availability.FULL : Availability.LAST_RESORT;
            if (availability != told) {
                told = availability;
                whenChanged.accept(told);
            }
        }

        @Override
        public void lost(Node node, NodeTrouble trouble) {
            List<RemotePlayer> orphans = on(node);
            if (!orphans.isEmpty()) {
                log.warn(
                        "Players that leave the Lavalink node {}: {}",
                        node.key().name(),
                        orphans.size());
            }
            orphans.forEach(player -> player.nodeLost(node.playedUntilNanos()));
        }

        @Override
        public void resumed(Node node) {
            on(node).forEach(RemotePlayer::nodeResumed);
        }

        @Override
        public void heard(Node node, Message message) {
            Event event = Event.of(message);
            if (event == null) {
                return;
            }
            observer.nodeEvent(node.key(), event.kind());
            RemotePlayer player = players.get(event.guildId());
            if (player != null) {
                player.heard(node, message);
            }
        }

        @Override
        public boolean plays(Node node, long guildId) {
            RemotePlayer player = players.get(guildId);
            return player != null && player.isOn(node);
        }
    }

    /** What happened, and in which guild. */
    private record Event(NodeEvent kind, long guildId) {

        static @Nullable Event of(Message message) {
            return switch (message) {
                case Message.PlayerUpdateEvent update -> of(NodeEvent.PLAYER_UPDATED, update.getGuildId());
                case EmittedEvent event ->
                    of(
                            switch (event.getType()) {
                                case TrackStart -> NodeEvent.TRACK_STARTED;
                                case TrackEnd -> NodeEvent.TRACK_ENDED;
                                case TrackException -> NodeEvent.TRACK_FAILED;
                                case TrackStuck -> NodeEvent.TRACK_STUCK;
                                case WebSocketClosed -> NodeEvent.VOICE_CLOSED;
                            },
                            event.getGuildId());
                default -> null;
            };
        }

        private static Event of(NodeEvent kind, String guild) {
            return new Event(kind, Long.parseUnsignedLong(guild));
        }
    }

    private CompletableFuture<Void> closeNodes() {
        return CompletableFuture.allOf(Stream.concat(nodes.values().stream(), leaving.stream())
                .map(Node::close)
                .toArray(CompletableFuture<?>[]::new));
    }

    /** Leaves all nodes and stops everything; blocks for two seconds at most. */
    @Override
    public void close() {
        closed = true;
        try {
            Object unused = CompletableFuture.completedFuture(true)
                    .thenComposeAsync(done -> closeNodes(), loop)
                    .get(CLOSED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.info("Not all Lavalink nodes could be told that the bot leaves them");
        } finally {
            loop.close();
            http.shutdownNow();
            threads.shutdownNow();
        }
    }
}
