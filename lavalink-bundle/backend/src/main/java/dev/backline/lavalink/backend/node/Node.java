package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.Info;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeObserver.NodeTrouble;
import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.voice.VoiceCredentials;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Lavalink node: connects, asks what it is, watches that it answers, and connects again when it does not. Used on
 * the {@link Loop} alone, but for what is said to be safe for any thread.
 *
 * <p>A connection that breaks is not the end: the node keeps its session, and with it the players, for as long as it was
 * told to. So the connection is tried again at once, and only when that does not succeed soon is the node given up. A
 * node that does not answer is given up without that, because its players may be as dead as it seems to be.
 */
public final class Node {

    /** Hears about a node, on the loop. */
    public interface Owner {

        /** It may or may not be used, other than before. */
        void changed(Node node);

        /** Its players play no more, or soon will not. */
        void lost(Node node, NodeTrouble trouble);

        /** Its connection is back, and its players go on. */
        void resumed(Node node);

        /** Something happened in one of its players. */
        void heard(Node node, Message message);

        /** Whether a guild is played by this node: what it plays for others is ended. */
        boolean plays(Node node, long guildId);
    }

    private sealed interface State {

        record Connecting() implements State {}

        /** @param trusted since when it may be preferred, by the clock of {@link System#nanoTime()} */
        record Up(NodeSocket socket, Watch watch, String session, long trusted) implements State {}

        /** @param until the connection is expected back, by the clock of {@link System#nanoTime()} */
        record Resuming(String session, long trusted, long until) implements State {}

        record Down() implements State {}

        record Closed() implements State {}
    }

    /** One try to connect; what belongs to an earlier one is not heeded. */
    private final class Attempt {

        private final boolean resumes = kept != null && System.nanoTime() - keptUntil < 0;
        private final NodeSocket socket = new NodeSocket(new Ear());
        private Runnable deadline = () -> {};
        private String version = "3 or older, or something else";
    }

    private static final Logger log = LoggerFactory.getLogger(Node.class);

    private static final Duration RETRY_FIRST = Duration.ofMillis(250);
    private static final Duration RETRY_LAST = Duration.ofSeconds(15);
    private static final Duration RETRY_WHILE_RESUMING = Duration.ofMillis(100);

    /** For what somebody has to change at the node or in the configuration. */
    private static final Duration RETRY_REFUSED = Duration.ofSeconds(30);

    private static final Duration SETTLE_LONGEST = Duration.ofMinutes(5);

    /** After this long without a failure, earlier ones do not count any more. */
    private static final Duration FORGIVEN = Duration.ofMinutes(10);

    private final HttpClient http;
    private final NodeRest rest;
    private final String userId;
    private final Patience patience;
    private final Loop loop;
    private final NodeObserver observer;
    private final Owner owner;

    /** Requests that end a guild's player; what comes next for the guild waits for them. */
    private final Map<Long, CompletableFuture<String>> ending = new HashMap<>();

    private State state = new State.Connecting();
    private @Nullable Attempt attempt;
    private @Nullable String kept;
    private long keptUntil;
    private int retries;
    private int failures;
    private long upSince;
    private Runnable timer = () -> {};
    private boolean draining;

    /** What was last written to the log: each trouble is, not each try. */
    private String said = "";

    private long playedUntil = System.nanoTime();

    private volatile NodeConfig config;
    private volatile NodeState shown = NodeState.CONNECTING;
    private volatile boolean shownDraining;
    private volatile @Nullable String problem;
    private volatile @Nullable Server server;
    private volatile @Nullable NodeLoad load;
    private volatile @Nullable NodeSocket latest;

    /**
     * Does nothing before {@link #start}.
     *
     * @param userId the bot's own user id
     */
    public Node(
            HttpClient http,
            NodeConfig config,
            long userId,
            Patience patience,
            Loop loop,
            NodeObserver observer,
            Owner owner) {
        this.http = http;
        this.config = config;
        this.userId = Long.toUnsignedString(userId);
        this.patience = patience;
        this.loop = loop;
        this.observer = observer;
        this.owner = owner;
        rest = new NodeRest(http, config, observer, patience.request());
    }

    // ---- what it is; safe for any thread

    public NodeKey key() {
        return config.key();
    }

    public NodeConfig config() {
        return config;
    }

    public NodeState shownState() {
        return shown;
    }

    public boolean isDraining() {
        return shownDraining;
    }

    /** Why it is not up, in a sentence for operators. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    public Optional<String> version() {
        return Optional.ofNullable(server).map(Server::version);
    }

    public List<String> sources() {
        Server known = server;
        return known == null ? List.of() : known.sources();
    }

    public List<String> filters() {
        Server known = server;
        return known == null ? List.of() : known.filters();
    }

    /** What it told of itself last. */
    public Optional<NodeLoad> load() {
        return Optional.ofNullable(load);
    }

    public Optional<Instant> lastSeen() {
        return Optional.ofNullable(latest)
                .map(socket -> Instant.now().minusNanos(System.nanoTime() - socket.heardNanos()));
    }

    // ---- whether it can be used

    /** Whether it takes requests now. */
    public boolean isUp() {
        return state instanceof State.Up;
    }

    /** Whether it may be preferred: it is up, and has been for as long as its last failures demand. */
    public boolean isTrusted() {
        return state instanceof State.Up up && System.nanoTime() - up.trusted() >= 0;
    }

    /** Of a node that was lost, until when its players were heard, by the clock of {@link System#nanoTime()}. */
    public long playedUntilNanos() {
        return playedUntil;
    }

    // ---- what it is told

    /** Begins to connect. */
    public void start() {
        connect();
    }

    /** Gives it no new players, or gives it some again. */
    public void drain(boolean drained) {
        draining = drained;
        show();
        owner.changed(this);
    }

    /**
     * Takes over settings that need no new connection.
     *
     * @return whether that was possible
     */
    public boolean reconfigure(NodeConfig changed) {
        if (!config.sameServer(changed) || !config.key().equals(changed.key())) {
            return false;
        }
        config = changed;
        owner.changed(this);
        return true;
    }

    /** Ends its players and the connection; completes when the node was told, or is not to be reached. */
    public CompletableFuture<?> close() {
        State last = state;
        state = new State.Closed();
        timer.run();
        abandon();
        show();
        observer.nodeDisconnected(key(), NodeTrouble.REMOVED);
        if (last instanceof State.Up up) {
            up.watch().end();
            return rest.resuming(up.session(), false, Duration.ZERO)
                    .handle((answer, failure) -> "")
                    .thenRun(up.socket()::close);
        }
        return CompletableFuture.completedFuture(null);
    }

    // ---- its REST API; futures complete on the loop

    /** Asks what the node would play under an identifier of its own. */
    public CompletableFuture<LoadResult> load(String identifier) {
        return whileUp(session -> rest.load(identifier));
    }

    /** Changes a player, or makes it. */
    public CompletableFuture<String> update(long guildId, PlayerPatch patch) {
        return whileUp(session -> after(ending.get(guildId), () -> rest.update(session, guildId, patch)));
    }

    /** Makes a player connect to voice; completes when it is connected. */
    public CompletableFuture<String> voice(VoiceCredentials credentials) {
        return whileUp(session ->
                after(ending.get(credentials.guildId()), () -> rest.voice(session, credentials, patience.voice())));
    }

    /** Ends a player. */
    public void destroy(long guildId) {
        if (state instanceof State.Up up) {
            CompletableFuture<String> end = rest.destroy(up.session(), guildId);
            ending.put(guildId, end);
            CompletableFuture<String> unused =
                    end.whenCompleteAsync((answer, failure) -> ending.remove(guildId, end), loop);
        }
    }

    private <T> CompletableFuture<T> whileUp(java.util.function.Function<String, CompletableFuture<T>> request) {
        if (state instanceof State.Up up) {
            return request.apply(up.session()).thenApplyAsync(answer -> answer, loop);
        }
        return CompletableFuture.failedFuture(new RequestFailed(0, "The node " + key().name() + " is not connected"));
    }

    private static <T> CompletableFuture<T> after(
            @Nullable CompletableFuture<String> earlier, Supplier<CompletableFuture<T>> next) {
        return earlier == null
                ? next.get()
                : earlier.handle((answer, failure) -> "").thenCompose(done -> next.get());
    }

    // ---- connecting

    private void connect() {
        timer.run();
        Attempt now = new Attempt();
        attempt = now;
        now.deadline = loop.after(
                patience.request(),
                () -> fail(now, NodeTrouble.UNREACHABLE, "It does not answer within " + patience.request()));
        if (now.resumes) {
            open(now);
        } else {
            probe(now);
        }
    }

    private void probe(Attempt now) {
        follow(now, rest.version(patience.request()), version -> {
            now.version = version;
            follow(now, rest.info(), info -> judge(now, info));
        });
    }

    private void judge(Attempt now, Info info) {
        Optional<String> unsupported = Server.unsupported(info.getVersion());
        if (unsupported.isPresent()) {
            fail(now, NodeTrouble.UNSUPPORTED, unsupported.get());
        } else {
            server = Server.of(info);
            open(now);
        }
    }

    private void open(Attempt now) {
        now.socket.open(
                http, config, userId, now.resumes ? Optional.ofNullable(kept) : Optional.empty(), patience.request());
    }

    private void ready(Attempt now, String session, boolean resumed) {
        if (now.resumes && !resumed) {
            // It may be another server than before: it is asked again what it is.
            kept = null;
            fail(now, NodeTrouble.RESTARTED, "It was started anew");
            return;
        }
        CompletableFuture<String> unused = rest.resuming(session, true, patience.session())
                .whenCompleteAsync(
                        (answer, failure) -> {
                            if (attempt != now) {
                                return;
                            }
                            if (failure == null) {
                                up(now, session, resumed);
                            } else {
                                fail(
                                        now,
                                        NodeTrouble.PROTOCOL_ERROR,
                                        "It does not keep sessions: "
                                                + NodeRest.cause(failure).getMessage());
                            }
                        },
                        loop);
    }

    private void up(Attempt now, String session, boolean resumed) {
        now.deadline.run();
        attempt = null;
        retries = 0;
        kept = session;
        long time = System.nanoTime();
        State before = state;
        boolean goesOn = resumed && before instanceof State.Resuming;
        long trusted = goesOn ? ((State.Resuming) before).trusted() : time + settle().toNanos();
        latest = now.socket;
        state = watched(now.socket, session, trusted);
        if (!goesOn) {
            upSince = time;
        }
        problem = null;
        show();
        said = "";
        log.info(
                "The Lavalink node {} is connected{}",
                key().name(),
                resumed ? ", its session goes on" : ", Lavalink " + version().orElse("of unknown version"));
        observer.nodeConnected(key(), resumed);
        if (resumed) {
            endStrays(session);
        }
        if (goesOn) {
            owner.resumed(this);
        }
        owner.changed(this);
        if (trusted - time > 0) {
            timer = loop.after(Duration.ofNanos(trusted - time), this::trusted);
        }
    }

    private State.Up watched(NodeSocket socket, String session, long trusted) {
        Watch watch = new Watch(key().name(), socket, rest, patience, loop, (trouble, why) -> {
            if (state instanceof State.Up up && up.socket() == socket) {
                failed(up, trouble, why);
            }
        });
        watch.begin();
        return new State.Up(socket, watch, session, trusted);
    }

    private void trusted() {
        show();
        owner.changed(this);
    }

    /** How long it has to work before it may be preferred. */
    private Duration settle() {
        if (failures == 0) {
            return Duration.ZERO;
        }
        Duration settle = patience.settle();
        for (int i = 1; i < failures && settle.compareTo(SETTLE_LONGEST) < 0; i++) {
            settle = settle.multipliedBy(2);
        }
        return settle.compareTo(SETTLE_LONGEST) < 0 ? settle : SETTLE_LONGEST;
    }

    /** Ends what was moved to other nodes while this one was not reached. */
    private void endStrays(String session) {
        CompletableFuture<List<Player>> unused = rest.players(session)
                .whenCompleteAsync(
                        (players, failure) -> {
                            if (players != null) {
                                players.stream()
                                        .map(player -> Long.parseUnsignedLong(player.getGuildId()))
                                        .filter(guild -> !owner.plays(this, guild))
                                        .forEach(this::destroy);
                            }
                        },
                        loop);
    }

    private <T> void follow(Attempt now, CompletableFuture<T> request, Consumer<T> next) {
        CompletableFuture<T> unused = request.whenCompleteAsync(
                (answer, failure) -> {
                    if (attempt != now) {
                        return;
                    }
                    if (failure == null) {
                        next.accept(answer);
                    } else {
                        fail(now, NodeRest.cause(failure));
                    }
                },
                loop);
    }

    private void fail(Attempt now, Throwable cause) {
        Diagnosis found = Diagnosis.of(cause, key().name(), now.version, state instanceof State.Resuming);
        fail(now, found.trouble(), found.why());
    }

    private void fail(Attempt now, NodeTrouble trouble, String why) {
        if (attempt != now) {
            return;
        }
        abandon();
        if (state instanceof State.Resuming resuming
                && trouble == NodeTrouble.CONNECTION_LOST
                && System.nanoTime() - resuming.until() < 0) {
            timer = loop.after(RETRY_WHILE_RESUMING, this::connect);
        } else if (state instanceof State.Resuming) {
            lose(trouble, why);
        } else {
            down(trouble, why);
        }
    }

    private void abandon() {
        Attempt last = attempt;
        if (last != null) {
            attempt = null;
            last.deadline.run();
            last.socket.abort();
        }
    }

    // ---- losing it

    /** The connection broke; the node and its players may be well. */
    private void broken(State.Up up, Throwable cause) {
        long now = System.nanoTime();
        up.watch().end();
        playedUntil = now;
        keptUntil = now + patience.session().toNanos();
        state = new State.Resuming(
                up.session(), up.trusted(), now + patience.resume().toNanos());
        problem = "Its connection broke: " + NodeRest.words(cause);
        show();
        observer.nodeDisconnected(key(), NodeTrouble.CONNECTION_LOST);
        owner.changed(this);
        State expected = state;
        connect();
        Runnable unused = loop.after(patience.resume(), () -> {
            if (state == expected) {
                abandon();
                lose(NodeTrouble.CONNECTION_LOST, "Its connection broke and did not come back");
            }
        });
    }

    /** It does not answer, or not as it should; its players may be as dead. */
    private void failed(State.Up up, NodeTrouble trouble, String why) {
        playedUntil = up.socket().heardNanos();
        keptUntil = System.nanoTime() + patience.session().toNanos();
        up.socket().abort();
        lose(trouble, why);
    }

    private void lose(NodeTrouble trouble, String why) {
        if (System.nanoTime() - upSince > FORGIVEN.toNanos()) {
            failures = 0;
        }
        failures++;
        retries = 0;
        down(trouble, why);
        owner.lost(this, trouble);
    }

    private void down(NodeTrouble trouble, String why) {
        state = new State.Down();
        problem = why;
        show();
        if (!why.equals(said)) {
            said = why;
            log.warn("The Lavalink node {} is not connected. {}", key().name(), why);
        }
        observer.nodeDisconnected(key(), trouble);
        owner.changed(this);
        timer.run();
        timer = loop.after(retryAfter(trouble), this::connect);
    }

    private Duration retryAfter(NodeTrouble trouble) {
        if (trouble == NodeTrouble.PASSWORD_REFUSED || trouble == NodeTrouble.UNSUPPORTED) {
            return RETRY_REFUSED;
        }
        Duration wait = RETRY_FIRST.multipliedBy(1L << Math.min(retries, 10));
        retries++;
        return wait.compareTo(RETRY_LAST) < 0 ? wait : RETRY_LAST;
    }

    // ---- hearing it

    private final class Ear implements NodeSocket.Ear {

        @Override
        public void heard(NodeSocket socket, Message message) {
            loop.execute(() -> took(socket, message));
        }

        @Override
        public void answered(NodeSocket socket, long nanos) {
            observer.pingAnswered(key(), nanos);
        }

        @Override
        public void closed(NodeSocket socket, Throwable cause) {
            loop.execute(() -> {
                Attempt now = attempt;
                if (state instanceof State.Up up && up.socket() == socket) {
                    broken(up, cause);
                } else if (now != null && now.socket == socket) {
                    fail(now, cause);
                }
            });
        }
    }

    private void took(NodeSocket socket, Message message) {
        Attempt now = attempt;
        boolean connected = state instanceof State.Up up && up.socket() == socket;
        boolean connecting = now != null && now.socket == socket;
        if (!connected && !connecting) {
            return;
        }
        switch (message) {
            case Message.ReadyEvent ready -> {
                if (now != null) {
                    ready(now, ready.getSessionId(), ready.getResumed());
                }
            }
            // It may come before the node says that it is ready.
            case Message.StatsEvent stats -> {
                load = Loads.of(stats);
                observer.nodeEvent(key(), NodeObserver.NodeEvent.STATISTICS);
                owner.changed(this);
            }
            default -> owner.heard(this, message);
        }
    }

    private void show() {
        shownDraining = draining;
        shown = switch (state) {
            case State.Connecting connecting -> NodeState.CONNECTING;
            case State.Up up -> isTrusted() ? NodeState.UP : NodeState.SETTLING;
            case State.Resuming resuming -> NodeState.RESUMING;
            case State.Down down -> NodeState.DOWN;
            case State.Closed closed -> NodeState.DOWN;
        };
    }
}
