package dev.backline.sandbox.node.player;

import com.sedmelluq.discord.lavaplayer.format.StandardAudioDataFormats;
import com.sedmelluq.discord.lavaplayer.player.AudioPlayer;
import com.sedmelluq.discord.lavaplayer.player.event.AudioEventAdapter;
import com.sedmelluq.discord.lavaplayer.tools.FriendlyException;
import com.sedmelluq.discord.lavaplayer.track.AudioItem;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import com.sedmelluq.discord.lavaplayer.track.AudioTrackEndReason;
import com.sedmelluq.discord.lavaplayer.track.TrackMarker;
import com.sedmelluq.discord.lavaplayer.track.TrackMarkerHandler.MarkerState;
import com.sedmelluq.discord.lavaplayer.track.playback.MutableAudioFrame;
import dev.arbjerg.lavalink.protocol.v4.Message;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent;
import dev.arbjerg.lavalink.protocol.v4.Message.EmittedEvent.TrackEndEvent;
import dev.arbjerg.lavalink.protocol.v4.Player;
import dev.arbjerg.lavalink.protocol.v4.PlayerState;
import dev.arbjerg.lavalink.protocol.v4.VoiceState;
import dev.backline.api.voice.OpusSource;
import dev.backline.sandbox.node.NodeTimings;
import dev.backline.sandbox.node.SeenPlayer;
import dev.backline.sandbox.node.protocol.Refusal;
import dev.backline.sandbox.node.protocol.Wire;
import dev.backline.sandbox.node.timing.NodeTimer;
import dev.backline.sandbox.node.voice.VoiceAccess;
import dev.backline.sandbox.node.voice.VoiceClient;
import dev.backline.sandbox.node.voice.VoiceLink;
import dev.backline.sandbox.node.voice.VoiceListener;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import kotlinx.serialization.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A guild's player on a node, and its voice connection. Safe for any thread. */
public final class GuildPlayer {

    private final long guildId;
    private final Engine engine;
    private final VoiceClient voice;
    private final NodeTimer timer;
    private final NodeTimings timings;
    private final PlayerEvents events;
    private final AudioPlayer player;
    private final FrameLedger ledger;
    private final OpusSource sound;

    /** Held while a voice connection is opened, however long that takes: so does Lavalink. */
    private final ReentrantLock connecting = new ReentrantLock();

    private volatile @Nullable VoiceLink link;
    private volatile FilterChain filters = FilterChain.NONE;
    private volatile boolean endMarkerHit;
    private volatile boolean destroyed;

    /** Reports of the position while a track plays. */
    private NodeTimer.@Nullable Task reports;

    public GuildPlayer(
            long guildId, Engine engine, VoiceClient voice, NodeTimer timer, NodeTimings timings, PlayerEvents events) {
        this.guildId = guildId;
        this.engine = engine;
        this.voice = voice;
        this.timer = timer;
        this.timings = timings;
        this.events = events;
        player = engine.createPlayer();
        ledger = new FrameLedger(timings.stats());
        sound = new Frames();
        player.addListener(new Ear());
    }

    public long guildId() {
        return guildId;
    }

    /** Whether it has a track that is not paused, heard or not. */
    public boolean isPlaying() {
        return player.getPlayingTrack() != null && !player.isPaused();
    }

    /** The frames of the last whole interval of statistics, if it played all through it. */
    public Optional<FrameLedger.Count> frames() {
        return ledger.lastWhole(System.nanoTime());
    }

    /**
     * Does what a client wants, in the order in which Lavalink does it. Blocks until the track is loaded, and until the
     * voice server has answered, which may be never.
     *
     * @param noReplace whether a track that plays is to go on
     */
    public void change(PlayerChange change, boolean noReplace) {
        change.access().ifPresent(this::connect);
        if (!change.changesTrack()) {
            Wire.<Boolean>given(change.update().getPaused(), player::setPaused);
            Wire.<JsonObject>given(change.track().getUserData(), this::note);
        }
        Wire.<Integer>given(change.update().getVolume(), player::setVolume);
        if (!change.changesTrack()) {
            Wire.<Long>given(change.update().getPosition(), this::seek);
            Wire.<@Nullable Long>given(change.update().getEndTime(), end -> endAt(player.getPlayingTrack(), end));
        }
        change.filters().ifPresent(this::filter);
        if (change.changesTrack() && !(noReplace && player.getPlayingTrack() != null)) {
            player.setPaused(Boolean.TRUE.equals(Wire.value(change.update().getPaused())));
            replace(change);
        }
    }

    private void note(JsonObject userData) {
        AudioTrack track = player.getPlayingTrack();
        if (track != null) {
            track.setUserData(userData);
        }
    }

    private void seek(long position) {
        AudioTrack track = player.getPlayingTrack();
        if (track != null) {
            track.setPosition(position);
            report();
        }
    }

    private void endAt(@Nullable AudioTrack track, @Nullable Long end) {
        if (track != null) {
            track.setMarker(end == null ? null : new TrackMarker(end, this::endReached));
        }
    }

    private void endReached(MarkerState state) {
        if (state == MarkerState.REACHED || state == MarkerState.BYPASSED) {
            endMarkerHit = true;
            player.stopTrack();
        }
    }

    private void filter(FilterChain wanted) {
        filters = wanted;
        player.setFilterFactory(wanted.isEnabled() ? wanted : null);
        report();
    }

    private void replace(PlayerChange change) {
        Wire.<@Nullable String>given(
                change.track().getEncoded(), encoded -> play(change, encoded == null ? null : engine.decode(encoded)));
        Wire.<String>given(change.track().getIdentifier(), identifier -> play(change, load(identifier)));
    }

    private AudioTrack load(String identifier) {
        AudioItem item;
        try {
            item = engine.load(identifier);
        } catch (FriendlyException e) {
            throw new Refusal(400, String.valueOf(e.getMessage()), e);
        }
        if (item instanceof AudioTrack track) {
            return track;
        }
        throw Refusal.badRequest(
                item == null ? "No matches found for identifier" : "Cannot play a playlist or search result");
    }

    private void play(PlayerChange change, @Nullable AudioTrack track) {
        if (track == null) {
            player.stopTrack();
            return;
        }
        Wire.<Long>given(change.update().getPosition(), track::setPosition);
        Wire.<JsonObject>given(change.track().getUserData(), track::setUserData);
        Wire.<@Nullable Long>given(change.update().getEndTime(), end -> endAt(track, end));
        player.playTrack(track);
        report();
    }

    private void connect(VoiceAccess access) {
        connecting.lock();
        try {
            VoiceLink old = link;
            if (old != null) {
                if (old.isOpen() && old.access().equals(access)) {
                    return;
                }
                old.close();
            }
            VoiceLink fresh = voice.connect(access, sound, new Connection());
            link = fresh;
            if (destroyed) {
                fresh.close();
            }
            fresh.opened().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw Refusal.failed("Failed to connect to voice server", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("The node is stopped", e);
        } finally {
            connecting.unlock();
        }
    }

    /** Falls silent for good, and leaves the voice channel. */
    public void destroy() {
        destroyed = true;
        player.destroy();
        VoiceLink open = link;
        link = null;
        if (open != null) {
            open.close();
        }
    }

    /** Tells how it is now. */
    public void report() {
        events.updated(Wire.message(new Message.PlayerUpdateEvent(state(), guild())));
    }

    private void happened(EmittedEvent event) {
        events.happened(Wire.message(event));
    }

    private String guild() {
        return Long.toUnsignedString(guildId);
    }

    private PlayerState state() {
        AudioTrack track = player.getPlayingTrack();
        VoiceLink connection = link;
        return new PlayerState(
                System.currentTimeMillis(),
                track == null ? 0 : track.getPosition(),
                connection != null && connection.isOpen(),
                connection == null ? -1 : connection.pingMillis());
    }

    /** As an answer shows it. */
    public JsonObject describe() {
        AudioTrack track = player.getPlayingTrack();
        VoiceLink connection = link;
        VoiceAccess access = connection == null ? null : connection.access();
        Player described = new Player(
                guild(),
                track == null ? null : Tracks.describe(engine, track),
                player.getVolume(),
                player.isPaused(),
                state(),
                access == null
                        ? new VoiceState("", "", "")
                        : new VoiceState(access.token(), access.endpoint(), access.sessionId()),
                filters.describe());
        return Wire.within(
                (JsonObject) Wire.tree(Player.Companion.serializer(), described),
                "voice",
                voiceState -> Wire.with(
                        voiceState, "channelId", access == null ? null : Long.toUnsignedString(access.channelId())));
    }

    /** As those who look at the node see it. */
    public SeenPlayer seen() {
        AudioTrack track = player.getPlayingTrack();
        VoiceLink connection = link;
        return new SeenPlayer(
                guildId,
                track == null ? "" : track.getIdentifier(),
                Duration.ofMillis(track == null ? 0 : track.getPosition()),
                player.isPaused(),
                connection != null && connection.isOpen());
    }

    private synchronized void startReports() {
        if (reports == null) {
            reports = timer.every(Duration.ZERO, timings.playerUpdate(), this::report);
        }
    }

    private synchronized void stopReports() {
        if (reports != null) {
            reports.cancel();
            reports = null;
        }
    }

    /** Hears Lavaplayer, on any of its threads. */
    private final class Ear extends AudioEventAdapter {

        @Override
        public void onPlayerPause(AudioPlayer from) {
            ledger.paused(System.nanoTime());
        }

        @Override
        public void onPlayerResume(AudioPlayer from) {
            ledger.playing(System.nanoTime());
        }

        @Override
        public void onTrackStart(AudioPlayer from, AudioTrack track) {
            ledger.playing(System.nanoTime());
            happened(new EmittedEvent.TrackStartEvent(guild(), Tracks.describe(engine, track)));
            startReports();
        }

        @Override
        public void onTrackEnd(AudioPlayer from, AudioTrack track, AudioTrackEndReason reason) {
            ledger.paused(System.nanoTime());
            stopReports();
            boolean atMarker = endMarkerHit;
            endMarkerHit = false;
            happened(new TrackEndEvent(
                    guild(),
                    Tracks.describe(engine, track),
                    atMarker
                            ? TrackEndEvent.AudioTrackEndReason.FINISHED
                            : TrackEndEvent.AudioTrackEndReason.valueOf(reason.name())));
        }

        @Override
        public void onTrackException(AudioPlayer from, AudioTrack track, FriendlyException failure) {
            Throwable root = Tracks.root(failure);
            JsonObject message = Wire.message(new EmittedEvent.TrackExceptionEvent(
                    guild(), Tracks.describe(engine, track), Tracks.describe(failure, root)));
            events.happened(Wire.within(
                    message,
                    "exception",
                    exception -> Wire.with(exception, Tracks.STACK_TRACE, Tracks.stackTrace(root))));
        }

        @Override
        public void onTrackStuck(AudioPlayer from, AudioTrack track, long thresholdMs) {
            happened(new EmittedEvent.TrackStuckEvent(guild(), Tracks.describe(engine, track), thresholdMs));
            report();
        }
    }

    /** Hears the voice connection. */
    private final class Connection implements VoiceListener {

        @Override
        public void ready() {
            report();
        }

        @Override
        public void closed(int code, String reason, boolean byRemote) {
            happened(new EmittedEvent.WebSocketClosedEvent(guild(), code, reason, byRemote));
            report();
        }
    }

    /** The frames as they are sent; called by the node's timer. */
    private final class Frames implements OpusSource {

        private final ByteBuffer buffer = ByteBuffer.allocate(StandardAudioDataFormats.DISCORD_OPUS.maximumChunkSize());
        private final MutableAudioFrame frame = new MutableAudioFrame(buffer);

        @Override
        public @Nullable ByteBuffer nextFrame() {
            if (player.provide(frame)) {
                ledger.sent(System.nanoTime());
                return buffer.flip();
            }
            ledger.nulled(System.nanoTime());
            return null;
        }
    }
}
