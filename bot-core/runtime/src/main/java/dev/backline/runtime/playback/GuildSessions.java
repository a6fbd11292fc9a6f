package dev.backline.runtime.playback;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.playback.Session;
import dev.backline.api.playback.Sessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The playback of all guilds, each on an event loop of its own. Safe for any thread.
 *
 * <p>A guild that was heard of once keeps its place, about a kilobyte, until the end: so there is never a moment with
 * two for one guild.
 */
public final class GuildSessions implements Sessions {

    private static final Logger log = LoggerFactory.getLogger(GuildSessions.class);

    /** How long a service that goes away waits for the guilds to let go of it. */
    private static final Duration LETTING_GO = Duration.ofSeconds(5);

    private record Guild(EventLoop loop, GuildPlayback playback) {}

    private final Map<Long, Guild> guilds = new ConcurrentHashMap<>();
    private final Surroundings surroundings;
    private final Executor threads;
    private final SessionStore store;

    GuildSessions(Surroundings surroundings, Executor threads, SessionStore store) {
        this.surroundings = surroundings;
        this.threads = threads;
        this.store = store;
    }

    /**
     * Does something with a guild's playback, on its event loop.
     *
     * @return what it returned, or threw
     */
    public <T> CompletableFuture<T> with(long guildId, Function<GuildPlayback, T> work) {
        Guild guild = guilds.computeIfAbsent(guildId, this::create);
        return guild.loop().submit(() -> {
            T result = work.apply(guild.playback());
            guild.playback().publish();
            return result;
        });
    }

    private Guild create(long guildId) {
        EventLoop loop = new EventLoop(threads, surroundings.events().queues(), surroundings.nanoTime());
        return new Guild(loop, new GuildPlayback(guildId, loop, surroundings));
    }

    @Override
    public List<Session> all() {
        return guilds.keySet().stream()
                .sorted()
                .map(this::of)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Optional<Session> of(long guildId) {
        return Optional.ofNullable(guilds.get(guildId))
                .map(guild -> guild.playback().session())
                .filter(session -> session.current().isPresent()
                        || !session.queue().isEmpty()
                        || session.voiceChannelId().isPresent());
    }

    /** Takes up what was kept at the end of the last run. */
    void restore() {
        for (SavedSession saved : store.load()) {
            Guild guild = guilds.computeIfAbsent(saved.guildId(), this::create);
            guild.loop().execute(() -> guild.playback().restore(saved));
        }
    }

    void backendAppeared() {
        everywhere(GuildPlayback::revive);
    }

    /** Blocks until no guild uses the backend any more, so that positions are read before it is gone. */
    void backendLeaves(AudioBackend backend) {
        await(everywhere(playback -> playback.detach(backend)));
        everywhere(GuildPlayback::revive);
    }

    void voiceAppeared() {
        everywhere(GuildPlayback::voiceAppeared);
    }

    /** Writes down the guilds in which something changed since the last call. */
    void saveChanged() {
        save(false);
    }

    /** Writes down all guilds in which something plays, for the sake of the positions. */
    void savePlaying() {
        save(true);
    }

    private synchronized void save(boolean playingToo) {
        for (Guild guild : guilds.values()) {
            if (guild.playback().takeChanged()
                    || (playingToo && isPlaying(guild.playback().session()))) {
                try {
                    SavedSession session = guild.loop()
                            .submit(guild.playback()::saved)
                            .get(LETTING_GO.toMillis(), TimeUnit.MILLISECONDS);
                    if (!store.save(session)) {
                        guild.playback().saveAgain();
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                } catch (ExecutionException | TimeoutException e) {
                    guild.playback().saveAgain();
                    log.warn("A guild's queue could not be read to be kept", e);
                }
            }
        }
    }

    private static boolean isPlaying(Session session) {
        return session.current().isPresent() && session.backend().isPresent() && !session.paused();
    }

    /** Keeps everything and leaves all channels. Blocks while that is written, then for {@link #LETTING_GO} at most. */
    void close() {
        savePlaying();
        await(everywhere(GuildPlayback::close));
    }

    private CompletionStage<Void> everywhere(Consumer<GuildPlayback> work) {
        return CompletableFuture.allOf(guilds.values().stream()
                .map(guild -> guild.loop().submit(() -> {
                    work.accept(guild.playback());
                    guild.playback().publish();
                    return guild;
                }))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static void await(CompletionStage<Void> done) {
        try {
            done.toCompletableFuture().get(LETTING_GO.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("Some guilds did not let go in time", e);
        }
    }
}
