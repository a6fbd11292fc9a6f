package dev.backline.lavalink.backend.node;

import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.event.NodeObserver.NodeTrouble;
import dev.backline.api.lavalink.NodeLoad;
import dev.backline.api.lavalink.NodeState;
import dev.backline.api.voice.VoiceCredentials;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
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
        record Up(NodeSocket socket, Watch watch, NodeSession session, long trusted) implements State {}

        /** @param until the connection is expected back, by the clock of {@link System#nanoTime()} */
        record Resuming(long trusted, long until) implements State {}

        record Down() implements State {}

        record Closed() implements State {}
    }

    private static final Logger log = LoggerFactory.getLogger(Node.class);

    private static final Duration RETRY_WHILE_RESUMING = Duration.ofMillis(100);

    private final HttpClient http;
    private final NodeRest rest;
    private final String userId;
    private final Patience patience;
    private final Loop loop;
    private final NodeObserver observer;
    private final Owner owner;
    private final Retries retries = new Retries();
    private final Trust trust;

    private State state = new State.Connecting();
    private @Nullable Attempt attempt;

    /** What the node keeps, until then, by the clock of {@link System#nanoTime()}. */
    private @Nullable NodeSession kept;

    private long keptUntil;

    /** It was given up because it did not answer: when it wakes, it may not know yet that the connection is gone. */
    private boolean hung;

    private Runnable timer = () -> {};
    private boolean draining;
    private @Nullable String problem;
    private @Nullable Server server;
    private @Nullable NodeLoad load;

    /** What was last written to the log: each trouble is, not each try. */
    private String said = "";

    private long playedUntil = System.nanoTime();

    private volatile NodeConfig config;
    private volatile NodeView view = NodeView.UNKNOWN;
    private volatile NodeView announced = NodeView.UNKNOWN;
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
        trust = new Trust(patience.settle());
    }

    // ---- what it is; safe for any thread

    public NodeKey key() {
        return config.key();
    }

    public NodeConfig config() {
        return config;
    }

    /** What it is like now. */
    public NodeView view() {
        return view;
    }

    /** What it is like, once its owner has heard of that: whoever sees here that it is up can use it. */
    public NodeView announced() {
        return announced;
    }

    /** When it last gave a sign of life. */
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
        changed();
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
        giveUpAttempt();
        show();
        announced = view;
        observer.nodeDisconnected(key(), NodeTrouble.REMOVED);
        if (last instanceof State.Up up) {
            up.watch().end();
            return up.session().end().thenRun(up.socket()::close);
        }
        return CompletableFuture.completedFuture(null);
    }

    // ---- its REST API; futures complete on the loop

    /** Asks what the node would play under an identifier of its own. */
    public CompletableFuture<LoadResult> load(String identifier) {
        return whileUp(session -> rest.load(identifier).thenApplyAsync(result -> result, loop));
    }

    /** Changes a player, or makes it. */
    public CompletableFuture<String> update(long guildId, PlayerPatch patch) {
        return whileUp(session -> session.update(guildId, patch));
    }

    /** Makes a player connect to voice; completes when it is connected. */
    public CompletableFuture<String> voice(VoiceCredentials credentials) {
        return whileUp(session -> session.voice(credentials));
    }

    /** Ends a player. */
    public void destroy(long guildId) {
        if (state instanceof State.Up up) {
            up.session().destroy(guildId);
        }
    }

    private <T> CompletableFuture<T> whileUp(Function<NodeSession, CompletableFuture<T>> request) {
        return state instanceof State.Up up
                ? request.apply(up.session())
                : CompletableFuture.failedFuture(
                        new RequestFailed(0, "The node " + key().name() + " is not connected"));
    }

    // ---- connecting

    private void connect() {
        timer.run();
        Optional<String> wanted =
                System.nanoTime() - keptUntil < 0 ? Optional.ofNullable(kept).map(NodeSession::id) : Optional.empty();
        Attempt now = new Attempt(
                key().name(),
                new NodeSocket(http, config, userId, new Ear()),
                rest,
                patience,
                loop,
                wanted,
                state instanceof State.Resuming,
                this::connected,
                this::notConnected);
        attempt = now;
        now.begin();
    }

    private void giveUpAttempt() {
        if (attempt != null) {
            attempt.giveUp();
            attempt = null;
        }
    }

    private void connected(Attempt.Connection made) {
        attempt = null;
        hung = false;
        retries.succeeded();
        State before = state;
        long now = System.nanoTime();
        long trusted = made.resumed() && before instanceof State.Resuming resuming
                ? resuming.trusted()
                : now + trust.connected(now).toNanos();
        NodeSession last = kept;
        NodeSession session =
                made.resumed() && last != null ? last : new NodeSession(made.session(), rest, patience, loop);
        kept = session;
        made.server().ifPresent(answer -> server = answer);
        latest = made.socket();
        state = new State.Up(made.socket(), watch(made.socket()), session, trusted);
        problem = null;
        said = "";
        observer.nodeConnected(key(), made.resumed());
        if (made.resumed()) {
            session.destroyAllBut(guild -> owner.plays(this, guild));
        }
        if (made.resumed() && before instanceof State.Resuming) {
            owner.resumed(this);
        }
        changed();
        // Last: whoever waits for this line uses the node next.
        log.info(
                "The Lavalink node {} is connected{}",
                key().name(),
                made.resumed()
                        ? ", its session goes on"
                        : made.server().map(is -> ", Lavalink " + is.version()).orElse(""));
        if (trusted - now > 0) {
            timer = loop.after(Duration.ofNanos(trusted - now), this::changed);
        }
    }

    private Watch watch(NodeSocket socket) {
        Watch watch = new Watch(key().name(), socket, rest, patience, loop, (trouble, why) -> {
            if (state instanceof State.Up up && up.socket() == socket) {
                failed(up, new Diagnosis(trouble, why));
            }
        });
        watch.begin();
        return watch;
    }

    private void notConnected(Diagnosis why) {
        attempt = null;
        if (why.trouble() == NodeTrouble.RESTARTED) {
            // One that has just woken is asked again before what it plays there is left to it.
            if (!hung) {
                kept = null;
            }
            hung = false;
        }
        if (!(state instanceof State.Resuming resuming)) {
            down(why);
        } else if (why.trouble() == NodeTrouble.CONNECTION_LOST && System.nanoTime() - resuming.until() < 0) {
            timer = loop.after(RETRY_WHILE_RESUMING, this::connect);
        } else {
            lose(why);
        }
    }

    // ---- losing it

    /** The connection broke; the node and its players may be well. */
    private void broken(State.Up up, Throwable cause) {
        long now = System.nanoTime();
        up.watch().end();
        playedUntil = now;
        keptUntil = now + patience.session().toNanos();
        State expected =
                new State.Resuming(up.trusted(), now + patience.resume().toNanos());
        state = expected;
        problem = "Its connection broke: " + NodeRest.words(cause);
        observer.nodeDisconnected(key(), NodeTrouble.CONNECTION_LOST);
        changed();
        connect();
        Runnable unused = loop.after(patience.resume(), () -> {
            if (state == expected) {
                giveUpAttempt();
                lose(new Diagnosis(NodeTrouble.CONNECTION_LOST, "Its connection broke and did not come back"));
            }
        });
    }

    /** It does not answer, or not as it should; its players may be as dead. */
    private void failed(State.Up up, Diagnosis why) {
        playedUntil = up.socket().heardNanos();
        keptUntil = System.nanoTime() + patience.session().toNanos();
        hung = why.trouble() == NodeTrouble.HANGING;
        up.socket().abort();
        lose(why);
    }

    private void lose(Diagnosis why) {
        trust.failed(System.nanoTime());
        down(why);
        owner.lost(this, why.trouble());
    }

    private void down(Diagnosis why) {
        state = new State.Down();
        problem = why.why();
        if (!why.why().equals(said)) {
            said = why.why();
            log.warn("The Lavalink node {} is not connected. {}", key().name(), why.why());
        }
        observer.nodeDisconnected(key(), why.trouble());
        changed();
        timer.run();
        timer = loop.after(retries.after(why.trouble()), this::connect);
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
                if (state instanceof State.Up up && up.socket() == socket) {
                    broken(up, cause);
                } else if (attempt != null && attempt.opens(socket)) {
                    attempt.closed(cause);
                }
            });
        }
    }

    private void took(NodeSocket socket, Message message) {
        Attempt now = attempt != null && attempt.opens(socket) ? attempt : null;
        boolean connected = state instanceof State.Up up && up.socket() == socket;
        if (now == null && !connected) {
            return; // of a connection that was given up
        }
        switch (message) {
            case Message.ReadyEvent ready -> {
                if (now != null) {
                    now.ready(ready.getSessionId(), ready.getResumed());
                }
            }
            // It may come before the node says that it is ready.
            case Message.StatsEvent stats -> {
                load = Loads.of(stats);
                observer.nodeEvent(key(), NodeObserver.NodeEvent.STATISTICS);
                changed();
            }
            default -> owner.heard(this, message);
        }
    }

    private void changed() {
        show();
        owner.changed(this);
        announced = view;
    }

    private void show() {
        NodeState shown =
                switch (state) {
                    case State.Connecting connecting -> NodeState.CONNECTING;
                    case State.Up up -> isTrusted() ? NodeState.UP : NodeState.SETTLING;
                    case State.Resuming resuming -> NodeState.RESUMING;
                    case State.Down down -> NodeState.DOWN;
                    case State.Closed closed -> NodeState.DOWN;
                };
        view = new NodeView(
                shown, draining, Optional.ofNullable(problem), Optional.ofNullable(server), Optional.ofNullable(load));
    }
}
