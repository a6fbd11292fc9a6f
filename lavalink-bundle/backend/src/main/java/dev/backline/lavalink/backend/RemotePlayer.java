package dev.backline.lavalink.backend;

import dev.arbjerg.lavalink.protocol.v4.Exception;
import dev.arbjerg.lavalink.protocol.v4.LoadResult;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackExceptionEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackStartEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackStuckEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.WebSocketClosedEvent;
import dev.arbjerg.lavalink.protocol.v4.PlayerState;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import dev.backline.api.event.NodeObserver.PlayerMove;
import dev.backline.api.voice.VoiceCredentials;
import dev.backline.api.voice.VoiceTransport;
import dev.backline.lavalink.backend.node.Loop;
import dev.backline.lavalink.backend.node.Node;
import dev.backline.lavalink.backend.node.PlayerPatch;
import dev.backline.lavalink.backend.node.RequestFailed;
import dev.backline.lavalink.backend.node.Wire;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One guild's player on a node. It knows all that is needed to go on elsewhere: what plays, where in it, how loud, and
 * Discord's credentials for the voice channel. So it changes nodes without its listener's knowing, and gives up only when
 * no node can play what it plays.
 *
 * <p>What is public is safe for any thread; everything else happens on the {@link Loop}.
 */
final class RemotePlayer implements AudioPlayer {

    private static final Logger log = LoggerFactory.getLogger(RemotePlayer.class);

    /** Of Discord: somebody took the bot out of the channel, or moved it. The gateway tells what comes next. */
    private static final int TAKEN_OUT = 4014;

    /** How long the credentials may take that say which region is meant, before any node is taken. */
    private static final Duration REGION_WITHIN = Duration.ofMillis(500);

    /** A node that was left while it works plays on until the next one is heard, or for this long. */
    static final Duration OVERLAP = Duration.ofSeconds(2);

    private final long guildId;
    private final PlayerListener listener;
    private final Cluster cluster;
    private final Loop loop;
    private final VoiceTransport transport =
            new VoiceTransport.Remote(credentials -> post(() -> voiceServer(credentials)));

    private final Set<Node> failed = new HashSet<>();
    private @Nullable Play play;
    private @Nullable Stay stay;
    private @Nullable VoiceCredentials credentials;
    private boolean paused;
    private int volume = 100;

    private volatile Playhead head = Playhead.at(Duration.ZERO, false);
    private volatile String node = "";
    private volatile boolean closed;

    RemotePlayer(long guildId, PlayerListener listener, Cluster cluster, Loop loop) {
        this.guildId = guildId;
        this.listener = listener;
        this.cluster = cluster;
        this.loop = loop;
    }

    /** One playing of one track, from the command to its end. */
    private static final class Play {

        private final long number;
        private final Track track;
        private Duration from;
        private @Nullable String encoded;
        private boolean started;
        private boolean failed;

        Play(long number, Track track, Duration from) {
            this.number = number;
            this.track = track;
            this.from = from;
        }
    }

    // ---- what the runtime tells

    @Override
    public void play(Track track, Duration position) {
        post(() -> {
            end(EndReason.REPLACED);
            Play next = new Play(cluster.nextNumber(), track, position);
            play = next;
            head = Playhead.at(position, false);
            Stay now = stay;
            if (now == null) {
                takePlaceSoon();
            } else if (!cluster.mayStay(now.on, track)) {
                move(now.on.isDraining() ? PlayerMove.DRAINED : PlayerMove.SOURCE_MISSING);
            } else {
                now.load(next);
            }
        });
    }

    @Override
    public void pause(boolean pause) {
        post(() -> {
            paused = pause;
            moveHead();
            ifStaying(now -> {
                now.pauseDue = true;
                now.send();
            });
        });
    }

    @Override
    public void volume(int percent) {
        if (percent < 0 || percent > MAX_VOLUME) {
            throw new IllegalArgumentException("A volume is 0 to " + MAX_VOLUME + " percent; it was " + percent);
        }
        post(() -> {
            volume = percent;
            ifStaying(now -> {
                now.volumeDue = true;
                now.send();
            });
        });
    }

    @Override
    public void seek(Duration position) {
        post(() -> {
            Play now = play;
            if (now == null || !now.track.seekable()) {
                return;
            }
            if (position.compareTo(now.track.length().orElse(position)) > 0) {
                end(EndReason.FINISHED);
                ifStaying(Stay::playNothing);
                return;
            }
            now.from = position;
            head = Playhead.at(position, head.moving());
            ifStaying(there -> {
                there.positionDue = true;
                there.send();
            });
        });
    }

    @Override
    public void stop() {
        post(() -> {
            end(EndReason.STOPPED);
            ifStaying(Stay::playNothing);
        });
    }

    @Override
    public Duration position() {
        return closed ? Duration.ZERO : head.position(System.nanoTime());
    }

    @Override
    public VoiceTransport transport() {
        return transport;
    }

    @Override
    public String place() {
        String on = node;
        return on.isEmpty() ? Cluster.NAME : Cluster.NAME + " (" + on + ")";
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.execute(() -> {
            play = null;
            leave(PlayerMove.CLOSED);
            cluster.closed(this);
        });
    }

    private void post(Runnable work) {
        if (!closed) {
            loop.execute(() -> {
                if (!closed) {
                    work.run();
                }
            });
        }
    }

    private void tell(Consumer<PlayerListener> news) {
        if (!closed) {
            news.accept(listener);
        }
    }

    // ---- what is seen of it; safe for any thread

    long guildId() {
        return guildId;
    }

    /** Name of the node that it is on; empty when it is on none. */
    String node() {
        return node;
    }

    /** Whether sound flows. */
    boolean playing() {
        return head.moving();
    }

    // ---- tracks

    private void end(EndReason reason) {
        Play over = play;
        if (over != null) {
            play = null;
            head = Playhead.at(Duration.ZERO, false);
            tell(ear -> ear.trackEnded(over.track, reason));
        }
    }

    private void fail(Play broken, String message) {
        if (!broken.failed) {
            broken.failed = true;
            tell(ear -> ear.trackFailed(broken.track, message));
        }
    }

    private void giveUp(Play broken, String message) {
        fail(broken, message);
        end(EndReason.LOAD_FAILED);
        ifStaying(Stay::playNothing);
    }

    /** The head moves while listeners hear something. */
    private void moveHead() {
        Play now = play;
        Stay here = stay;
        head = head.moving(now != null && now.started && here != null && here.heard && !paused);
    }

    // ---- nodes

    private void ifStaying(Consumer<Stay> action) {
        if (stay != null) {
            action.accept(stay);
        }
    }

    private void voiceServer(VoiceCredentials given) {
        credentials = given;
        if (stay != null) {
            stay.connect(given);
        } else {
            takePlace(PlayerMove.OPENED);
        }
    }

    /** Where the voice server stands is known soon, and then a node near to it is taken. */
    private void takePlaceSoon() {
        if (credentials != null) {
            takePlace(PlayerMove.OPENED);
        } else {
            Runnable unused = loop.after(REGION_WITHIN, () -> {
                if (!closed && stay == null) {
                    takePlace(PlayerMove.OPENED);
                }
            });
        }
    }

    private void takePlace(PlayerMove reason) {
        Optional<Node> best = cluster.choose(
                Optional.ofNullable(play).map(now -> now.track),
                Optional.ofNullable(credentials).flatMap(known -> Region.ofVoiceServer(known.endpoint())),
                failed,
                reason == PlayerMove.OPENED);
        if (best.isEmpty()) {
            log.info("No Lavalink node can go on with a player ({})", reason);
            tell(PlayerListener::playerLost);
            return;
        }
        stayOn(best.get(), reason);
    }

    private void stayOn(Node there, PlayerMove reason) {
        Stay now = new Stay(there);
        stay = now;
        node = there.key().name();
        cluster.assigned(there, reason);
        VoiceCredentials known = credentials;
        if (known != null) {
            now.connect(known);
        }
        Play playing = play;
        if (playing != null) {
            now.load(playing);
        } else {
            now.send();
        }
    }

    /** Leaves the node, and ends there what it plays. */
    private void leave(PlayerMove reason) {
        Stay last = stay;
        if (last != null) {
            stay = null;
            node = "";
            cluster.taken(last.on, reason);
            last.on.destroy(guildId);
        }
    }

    /** Goes to the best other node; without one, the runtime has to go on elsewhere. */
    private void move(PlayerMove reason) {
        freeze(System.nanoTime());
        leave(reason);
        takePlace(reason);
    }

    private void freeze(long nanos) {
        Duration reached = head.position(nanos);
        head = Playhead.at(reached, false);
        if (play != null) {
            play.from = reached;
        }
    }

    /** Goes to a node that somebody chose, while both work: the old one plays until the new one is heard. */
    void moveTo(Node there, PlayerMove reason) {
        Stay old = stay;
        if (closed || old == null || old.on == there) {
            return;
        }
        freeze(System.nanoTime());
        cluster.taken(old.on, reason);
        failed.clear();
        stayOn(there, reason);
        Stay now = stay;
        Runnable end = () -> {
            if (!old.ended && (stay == null || stay.on != old.on)) {
                old.ended = true;
                old.on.destroy(guildId);
            }
        };
        if (now != null) {
            now.whenHeard = end;
        }
        Runnable unused = loop.after(OVERLAP, end);
    }

    /** Goes to the best other node while this one still works. */
    void moveAway(PlayerMove reason) {
        Stay old = stay;
        if (old == null) {
            return;
        }
        Optional<Node> best = cluster.choose(
                Optional.ofNullable(play).map(now -> now.track),
                Optional.ofNullable(credentials).flatMap(known -> Region.ofVoiceServer(known.endpoint())),
                Set.of(old.on),
                false);
        if (best.isPresent()) {
            moveTo(best.get(), reason);
        } else {
            move(reason);
        }
    }

    /** Its node plays no more; listeners heard it until that moment. */
    void nodeLost(long heardNanos) {
        freeze(heardNanos);
        leave(PlayerMove.NODE_LOST);
        takePlace(PlayerMove.NODE_LOST);
    }

    /** Its node is connected again: what it was not told in the meantime is due. */
    void nodeResumed() {
        ifStaying(Stay::catchUp);
    }

    boolean isOn(Node there) {
        return stay != null && stay.on == there;
    }

    /** What plays, or is about to. */
    Optional<Track> track() {
        return Optional.ofNullable(play).map(now -> now.track);
    }

    /** Something happened on a node; on one that was left it is of no interest. */
    void heard(Node from, Message message) {
        Stay now = stay;
        if (now == null || now.on != from) {
            return;
        }
        switch (message) {
            case Message.PlayerUpdateEvent update -> updated(now, update.getState());
            case TrackStartEvent start -> ifPlaying(start.getTrack(), this::started);
            case TrackEndEvent end -> ifPlaying(end.getTrack(), playing -> ended(playing, end));
            case TrackExceptionEvent broken ->
                ifPlaying(broken.getTrack(), playing -> fail(playing, words(broken.getException())));
            case TrackStuckEvent stuck ->
                ifPlaying(
                        stuck.getTrack(),
                        playing ->
                                tell(ear -> ear.trackStuck(playing.track, Duration.ofMillis(stuck.getThresholdMs()))));
            case WebSocketClosedEvent gone -> now.disconnected(gone.getCode());
            default -> {}
        }
    }

    /** What a node tells before it has sent its first frame, or heard of the latest command, is not a position. */
    private void updated(Stay now, PlayerState state) {
        Play playing = play;
        if (playing == null || !playing.started || now.sending) {
            return;
        }
        Duration position = Duration.ofMillis(state.getPosition());
        if (state.getConnected() && position.compareTo(playing.from) >= 0) {
            head = Playhead.at(position, !paused);
        } else {
            head = head.moving(head.moving() && state.getConnected());
        }
    }

    private void ifPlaying(dev.arbjerg.lavalink.protocol.v4.Track track, Consumer<Play> action) {
        Play now = play;
        if (now != null && Wire.number(track).orElse(-1) == now.number) {
            action.accept(now);
        }
    }

    private void started(Play playing) {
        if (!playing.started) {
            playing.started = true;
            tell(ear -> ear.trackStarted(playing.track));
        }
        moveHead();
    }

    private void ended(Play playing, TrackEndEvent event) {
        switch (event.getReason()) {
            // A source that breaks in the middle of a track is followed by the same end as the track's own.
            case FINISHED -> end(playing.failed ? EndReason.LOAD_FAILED : EndReason.FINISHED);
            case LOAD_FAILED -> {
                fail(playing, "This track cannot be played.");
                end(EndReason.LOAD_FAILED);
            }
            case STOPPED -> end(EndReason.STOPPED);
            case CLEANUP -> end(EndReason.CLEANUP);
            // By itself, when it was sent again.
            case REPLACED -> {}
        }
    }

    /** For listeners: what the source says when it is the track's fault, and no more than that otherwise. */
    private static String words(Exception exception) {
        String message = exception.getMessage();
        return exception.getSeverity() == Exception.Severity.COMMON && message != null
                ? message
                : "Its source is not working at the moment.";
    }

    /** The time on one node: what was told to it, and what is due. What comes from an earlier stay is not heeded. */
    private final class Stay {

        private final Node on;
        private boolean trackDue;
        private boolean positionDue;
        private boolean pauseDue = true;
        private boolean volumeDue = true;
        private boolean sending;
        private int connections;
        private int refusals;
        private boolean connecting;
        private boolean heard;
        private boolean ended;
        private Runnable whenHeard = () -> {};

        Stay(Node on) {
            this.on = on;
        }

        private <T> void follow(CompletableFuture<T> request, Consumer<T> next, Consumer<RequestFailed> otherwise) {
            CompletableFuture<T> unused = request.whenCompleteAsync(
                    (answer, failure) -> {
                        if (stay != this || closed) {
                            return;
                        }
                        if (failure == null) {
                            next.accept(answer);
                        } else if (cause(failure) instanceof RequestFailed refused) {
                            otherwise.accept(refused);
                        } else {
                            log.error(
                                    "A request to the Lavalink node {} failed unexpectedly",
                                    on.key().name(),
                                    failure);
                        }
                    },
                    loop);
        }

        private static Throwable cause(Throwable failure) {
            return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        }

        // -- the track

        void load(Play wanted) {
            if (wanted.encoded != null) {
                trackDue = true;
                send();
                return;
            }
            follow(
                    on.load(cluster.identifier(on, wanted.track)),
                    result -> {
                        if (play == wanted) {
                            loaded(wanted, result);
                        }
                    },
                    failure -> {
                        if (play == wanted) {
                            refused(failure);
                        }
                    });
        }

        private void loaded(Play wanted, LoadResult result) {
            switch (result) {
                case LoadResult.TrackLoaded one -> encoded(wanted, List.of(one.getData()));
                case LoadResult.PlaylistLoaded list ->
                    encoded(wanted, list.getData().getTracks());
                case LoadResult.SearchResult found ->
                    encoded(wanted, found.getData().getTracks());
                case LoadResult.LoadFailed failed -> giveUp(wanted, words(failed.getData()));
                default -> giveUp(wanted, "It is not to be found any more.");
            }
        }

        private void encoded(Play wanted, List<dev.arbjerg.lavalink.protocol.v4.Track> tracks) {
            if (tracks.isEmpty()) {
                giveUp(wanted, "It is not to be found any more.");
            } else {
                wanted.encoded = tracks.getFirst().getEncoded();
                trackDue = true;
                send();
            }
        }

        void playNothing() {
            trackDue = true;
            send();
        }

        /** Tells the node everything that is due, one request after the other, so that the last one holds. */
        void send() {
            if (sending || !on.isUp()) {
                return;
            }
            Play playing = play;
            boolean track = trackDue && (playing == null || playing.encoded != null);
            boolean position = positionDue && !track && playing != null && playing.started;
            if (!track && !position && !pauseDue && !volumeDue) {
                return;
            }
            PlayerPatch patch = new PlayerPatch(
                    track ? Optional.of(change(playing)) : Optional.empty(),
                    playing != null && (position || (track && !playing.from.isZero()))
                            ? Optional.of(playing.from)
                            : Optional.empty(),
                    pauseDue ? Optional.of(paused) : Optional.empty(),
                    volumeDue ? Optional.of(volume) : Optional.empty());
            trackDue &= !track;
            positionDue &= !(position || track);
            pauseDue = false;
            volumeDue = false;
            sending = true;
            follow(
                    on.update(guildId, patch),
                    answer -> {
                        sending = false;
                        send();
                    },
                    failure -> {
                        sending = false;
                        trackDue |= track;
                        positionDue |= position;
                        pauseDue |= patch.paused().isPresent();
                        volumeDue |= patch.volume().isPresent();
                        refused(failure);
                    });
        }

        private static PlayerPatch.TrackChange change(@Nullable Play playing) {
            return playing == null
                    ? new PlayerPatch.TrackChange(null, 0)
                    : new PlayerPatch.TrackChange(playing.encoded, playing.number);
        }

        /** When the node cannot be reached either, it is for the node to say what becomes of it. */
        private void refused(RequestFailed failure) {
            Play playing = play;
            if (!on.isUp()) {
                return;
            }
            log.info(
                    "The Lavalink node {} does not do what it is asked to: {}",
                    on.key().name(),
                    failure.getMessage());
            if (failure.isRefused() && playing != null) {
                giveUp(playing, "The node that should play it cannot.");
            } else {
                failed.add(on);
                move(PlayerMove.REQUEST_FAILED);
            }
        }

        void catchUp() {
            Play playing = play;
            if (playing != null && playing.encoded == null) {
                load(playing);
            }
            VoiceCredentials known = credentials;
            if (!heard && !connecting && known != null) {
                connect(known);
            }
            send();
        }

        // -- the voice connection

        void connect(VoiceCredentials given) {
            int number = ++connections;
            connecting = true;
            heard = false;
            moveHead();
            follow(
                    on.voice(given),
                    answer -> {
                        if (number == connections) {
                            connecting = false;
                            connected();
                        }
                    },
                    failure -> {
                        if (number == connections) {
                            connecting = false;
                            notConnected(failure);
                        }
                    });
        }

        private void connected() {
            heard = true;
            refusals = 0;
            failed.clear();
            moveHead();
            whenHeard.run();
        }

        private void notConnected(RequestFailed failure) {
            if (!on.isUp()) {
                return;
            }
            log.info(
                    "The Lavalink node {} did not connect to a voice server: {}",
                    on.key().name(),
                    failure.getMessage());
            refusals++;
            if (refusals == 1) {
                // Perhaps the credentials are used up; with new ones it is tried again.
                tell(PlayerListener::voiceLost);
            } else {
                failed.add(on);
                move(PlayerMove.VOICE_FAILED);
            }
        }

        /** The voice server closed the connection. */
        void disconnected(int code) {
            if (connecting) {
                return; // that was the connection before
            }
            heard = false;
            moveHead();
            if (code != TAKEN_OUT) {
                log.info(
                        "Discord closed a voice connection of the Lavalink node {} with code {}",
                        on.key().name(),
                        code);
                tell(PlayerListener::voiceLost);
            }
        }
    }
}
