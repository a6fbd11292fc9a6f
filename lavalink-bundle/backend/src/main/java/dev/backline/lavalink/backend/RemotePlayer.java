package dev.backline.lavalink.backend;

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
import dev.backline.lavalink.backend.node.Wire;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
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
    private final Stay.Guest guest = new Guest();

    /** Nodes that did not play since some node did last. */
    private final Set<Node> failed = new HashSet<>();

    private @Nullable Playing playing;
    private @Nullable Stay stay;

    /** The one before, whose node plays on until the present one is heard. */
    private @Nullable Stay left;

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

    // ---- what the runtime tells

    @Override
    public void play(Track track, Duration position) {
        post(() -> {
            end(EndReason.REPLACED);
            Playing next = new Playing(cluster.nextNumber(), track, position);
            playing = next;
            head = Playhead.at(position, false);
            Stay now = stay;
            if (now == null) {
                takePlaceSoon();
            } else if (!cluster.mayStay(now.node(), track)) {
                move(now.node().view().draining() ? PlayerMove.DRAINED : PlayerMove.SOURCE_MISSING);
            } else {
                now.play(next);
            }
        });
    }

    @Override
    public void pause(boolean pause) {
        post(() -> {
            paused = pause;
            moveHead();
            ifStaying(Stay::pause);
        });
    }

    @Override
    public void volume(int percent) {
        if (percent < 0 || percent > MAX_VOLUME) {
            throw new IllegalArgumentException("A volume is 0 to " + MAX_VOLUME + " percent; it was " + percent);
        }
        post(() -> {
            volume = percent;
            ifStaying(Stay::volume);
        });
    }

    @Override
    public void seek(Duration position) {
        post(() -> {
            Playing now = playing;
            if (now == null || !now.track().seekable()) {
                return;
            }
            if (position.compareTo(now.track().length().orElse(position)) > 0) {
                end(EndReason.FINISHED);
                ifStaying(Stay::silence);
                return;
            }
            now.goOnFrom(position);
            head = Playhead.at(position, head.moving());
            ifStaying(Stay::jump);
        });
    }

    @Override
    public void stop() {
        post(() -> {
            end(EndReason.STOPPED);
            ifStaying(Stay::silence);
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
            playing = null;
            leave(PlayerMove.CLOSED);
            endLeft();
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

    /** What plays, or is about to. */
    Optional<Track> track() {
        return Optional.ofNullable(playing).map(Playing::track);
    }

    private void end(EndReason reason) {
        Playing over = playing;
        if (over != null) {
            playing = null;
            head = Playhead.at(Duration.ZERO, false);
            tell(ear -> ear.trackEnded(over.track(), reason));
        }
    }

    private void fail(Playing broken, String message) {
        if (broken.fail()) {
            tell(ear -> ear.trackFailed(broken.track(), message));
        }
    }

    /** The head moves while listeners hear something. */
    private void moveHead() {
        Playing now = playing;
        Stay here = stay;
        head = head.moving(now != null && now.isStarted() && here != null && here.isHeard() && !paused);
    }

    /** Stops the head where it was at a moment; there it will go on. */
    private void freeze(long nanos) {
        Duration reached = head.position(nanos);
        head = Playhead.at(reached, false);
        if (playing != null) {
            playing.goOnFrom(reached);
        }
    }

    // ---- nodes

    private void ifStaying(Consumer<Stay> action) {
        if (stay != null) {
            action.accept(stay);
        }
    }

    boolean isOn(Node there) {
        return stay != null && stay.node() == there;
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
        choose(failed, reason == PlayerMove.OPENED)
                .ifPresentOrElse(
                        best -> {
                            Stay unused = stayOn(best, reason);
                        },
                        () -> {
                            log.info("No Lavalink node can go on with a player ({})", reason);
                            tell(PlayerListener::playerLost);
                        });
    }

    private Optional<Node> choose(Set<Node> not, boolean anyway) {
        return cluster.choose(
                track(),
                Optional.ofNullable(credentials).flatMap(known -> Region.ofVoiceServer(known.endpoint())),
                not,
                anyway);
    }

    private Stay stayOn(Node there, PlayerMove reason) {
        Stay now = new Stay(there, guildId, loop, guest);
        stay = now;
        // Counted and told before it is seen: whoever sees the new place finds it so.
        cluster.assigned(there, reason);
        node = there.key().name();
        if (credentials != null) {
            now.connect(credentials);
        }
        if (playing != null) {
            now.play(playing);
        } else {
            now.send();
        }
        return now;
    }

    /** Leaves the node, and ends there what it plays. */
    private void leave(PlayerMove reason) {
        Stay last = stay;
        if (last != null) {
            stay = null;
            cluster.taken(last.node(), reason);
            node = "";
            last.end();
        }
    }

    /** Goes to the best other node; without one, the runtime has to go on elsewhere. */
    private void move(PlayerMove reason) {
        freeze(System.nanoTime());
        leave(reason);
        takePlace(reason);
    }

    /** Goes to a node that somebody chose, while both work: the old one plays until the new one is heard. */
    void moveTo(Node there, PlayerMove reason) {
        Stay old = stay;
        if (closed || old == null || old.node() == there) {
            return;
        }
        freeze(System.nanoTime());
        cluster.taken(old.node(), reason);
        endLeft();
        left = old;
        failed.clear();
        Runnable end = () -> {
            if (left == old) {
                endLeft();
            }
        };
        stayOn(there, reason).whenHeard(end);
        Runnable unused = loop.after(OVERLAP, end);
    }

    /** Ends what the node before plays, unless the player is back there. */
    private void endLeft() {
        Stay old = left;
        left = null;
        if (old != null && !isOn(old.node())) {
            old.end();
        }
    }

    /** Goes to the best other node while this one still works. */
    void moveAway(PlayerMove reason) {
        Stay old = stay;
        if (old != null) {
            choose(Set.of(old.node()), false).ifPresentOrElse(best -> moveTo(best, reason), () -> move(reason));
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
        ifStaying(now -> now.catchUp(Optional.ofNullable(credentials)));
    }

    private final class Guest implements Stay.Guest {

        @Override
        public boolean isIn(Stay one) {
            return stay == one && !closed;
        }

        @Override
        public Wish wish() {
            return new Wish(playing, paused, volume);
        }

        @Override
        public void cannotPlay(Playing broken, String words) {
            fail(broken, words);
            end(EndReason.LOAD_FAILED);
            ifStaying(Stay::silence);
        }

        @Override
        public void fails(PlayerMove reason) {
            ifStaying(now -> failed.add(now.node()));
            move(reason);
        }

        @Override
        public void soundChanged() {
            moveHead();
            if (stay != null && stay.isHeard()) {
                failed.clear();
            }
        }

        @Override
        public void needsCredentials() {
            tell(PlayerListener::voiceLost);
        }
    }

    // ---- what nodes tell

    /** Something happened on a node; on one that was left it is of no interest. */
    void heard(Node from, Message message) {
        Stay now = stay;
        if (now == null || now.node() != from) {
            return;
        }
        switch (message) {
            case Message.PlayerUpdateEvent update -> updated(now, update.getState());
            case TrackStartEvent start -> ifPlaying(start.getTrack(), this::started);
            case TrackEndEvent end -> ifPlaying(end.getTrack(), known -> ended(known, end));
            case TrackExceptionEvent broken ->
                ifPlaying(broken.getTrack(), known -> fail(known, Stay.words(broken.getException())));
            case TrackStuckEvent stuck ->
                ifPlaying(
                        stuck.getTrack(),
                        known -> tell(ear -> ear.trackStuck(known.track(), Duration.ofMillis(stuck.getThresholdMs()))));
            case WebSocketClosedEvent gone -> now.disconnected(gone.getCode());
            default -> {}
        }
    }

    private void ifPlaying(dev.arbjerg.lavalink.protocol.v4.Track track, Consumer<Playing> action) {
        Playing now = playing;
        if (now != null && Wire.number(track).orElse(-1) == now.number()) {
            action.accept(now);
        }
    }

    /** What a node tells before it has sent its first frame, or heard of the latest command, is not a position. */
    private void updated(Stay now, PlayerState state) {
        Playing known = playing;
        if (known == null || !known.isStarted() || now.isTelling()) {
            return;
        }
        Duration position = Duration.ofMillis(state.getPosition());
        if (state.getConnected() && position.compareTo(known.from()) >= 0) {
            head = Playhead.at(position, !paused);
        } else {
            head = head.moving(head.moving() && state.getConnected());
        }
    }

    private void started(Playing known) {
        if (known.start()) {
            tell(ear -> ear.trackStarted(known.track()));
            // A jump in it had to wait for this.
            ifStaying(Stay::send);
        }
        moveHead();
    }

    private void ended(Playing known, TrackEndEvent event) {
        switch (event.getReason()) {
            // A source that breaks in the middle of a track is followed by the same end as the track's own.
            case FINISHED -> end(known.isFailed() ? EndReason.LOAD_FAILED : EndReason.FINISHED);
            case LOAD_FAILED -> {
                fail(known, "This track cannot be played.");
                end(EndReason.LOAD_FAILED);
            }
            case STOPPED -> end(EndReason.STOPPED);
            // Nobody fetched its sound. It is not over: it has to go on where it was.
            case CLEANUP -> {
                freeze(System.nanoTime());
                tell(PlayerListener::playerLost);
            }
            // By itself, when it was sent again.
            case REPLACED -> {}
        }
    }
}
