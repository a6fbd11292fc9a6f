package dev.backline.lavaplayer;

import com.sedmelluq.discord.lavaplayer.format.AudioDataFormat;
import com.sedmelluq.discord.lavaplayer.format.StandardAudioDataFormats;
import com.sedmelluq.discord.lavaplayer.natives.opus.OpusEncoder;
import com.sedmelluq.discord.lavaplayer.source.AudioSourceManager;
import com.sedmelluq.discord.lavaplayer.track.AudioTrack;
import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.audio.Wordless;
import dev.backline.lavaplayer.source.PlayableSource;
import dev.backline.lavaplayer.source.Unplayable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays in this process. Owns Lavaplayer's engine, the players and the threads they work on; {@link #close} ends them
 * all.
 */
final class EmbeddedBackend implements AudioBackend, AutoCloseable {

    /** Of this backend; there is one in a process. */
    static final String NAME = "embedded";

    private static final String CLOSED = "The embedded backend is closed";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedBackend.class);

    private final Engine engine;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("backline-audio-", 0).factory());
    private final List<PlayableSource> sources = new CopyOnWriteArrayList<>();
    private final Set<EmbeddedPlayer> players = ConcurrentHashMap.newKeySet();
    private final Optional<String> trouble;
    private volatile boolean closed;

    EmbeddedBackend(EngineSettings settings) {
        engine = new Engine(settings);
        trouble = probe();
    }

    /** Whether sound can be encoded: that takes a native library, which is not there for every platform. */
    private static Optional<String> probe() {
        AudioDataFormat format = StandardAudioDataFormats.DISCORD_OPUS;
        try {
            new OpusEncoder(format.sampleRate, format.channelCount, 0).close();
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            log.error("Lavaplayer's native library does not load; nothing can be played in this process", e);
            return Optional.of("Lavaplayer's native library does not load on this platform: " + e.getMessage());
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean canPlay() {
        return !closed && trouble.isEmpty();
    }

    /** Why it cannot play although it is open. */
    Optional<String> trouble() {
        return trouble;
    }

    @Override
    public AudioPlayer open(long guildId, PlayerListener listener) {
        if (!canPlay()) {
            throw new IllegalStateException(trouble.orElse(CLOSED));
        }
        EmbeddedPlayer player =
                new EmbeddedPlayer(engine.createPlayer(), this::load, new Mailbox(threads), listener, players::remove);
        players.add(player);
        if (closed) {
            // It may have missed what the others are told. It never played, so there is nothing to end.
            players.remove(player);
            throw new IllegalStateException(CLOSED);
        }
        return player;
    }

    /** Players that are open. */
    int openPlayers() {
        return players.size();
    }

    /**
     * Makes the tracks of a source playable.
     *
     * @return false when there is a source of its name already
     */
    boolean add(PlayableSource source) {
        synchronized (sources) {
            if (sources.stream().anyMatch(known -> known.key().equals(source.key()))) {
                return false;
            }
            return sources.add(source);
        }
    }

    /** Ends the tracks that play from a source, which is about to go away. */
    void remove(PlayableSource source, AudioSourceManager manager) {
        sources.remove(source);
        players.forEach(player -> player.leave(manager));
    }

    /** The sources whose tracks can be played. */
    List<PlayableSource> sources() {
        return List.copyOf(sources);
    }

    private Runnable load(Track track, Consumer<AudioTrack> loaded, Consumer<Unplayable> failed) {
        Future<?> loading = threads.submit(() -> {
            AudioTrack ready;
            try {
                ready = sourceOf(track).load(track);
            } catch (Unplayable e) {
                failed.accept(e);
                return;
            } catch (RuntimeException | LinkageError e) {
                log.warn("The source {} failed to load a track", track.source(), Wordless.of(e));
                failed.accept(new Unplayable("The source " + track.source() + " is not working at the moment."));
                return;
            }
            loaded.accept(ready);
        });
        return () -> loading.cancel(true);
    }

    /** The source that found the track; or one that understands it, when another backend's source did. */
    private PlayableSource sourceOf(Track track) throws Unplayable {
        for (PlayableSource source : sources) {
            if (source.key().equals(track.source())) {
                return source;
            }
        }
        if (track.identifier().length() <= TrackQuery.MAX_LENGTH) {
            TrackQuery query = new TrackQuery(track.identifier());
            for (PlayableSource source : sources) {
                if (source.accepts(query)) {
                    return source;
                }
            }
        }
        throw new Unplayable("The source " + track.source() + " of this track is switched off.");
    }

    Engine engine() {
        return engine;
    }

    ExecutorService threads() {
        return threads;
    }

    /** Sends every player elsewhere, then ends. */
    @Override
    public void close() {
        closed = true;
        players.forEach(EmbeddedPlayer::lose);
        threads.close();
        engine.shutdown();
    }
}
