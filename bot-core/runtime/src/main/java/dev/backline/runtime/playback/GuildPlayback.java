package dev.backline.runtime.playback;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.EndReason;
import dev.backline.api.audio.PlayerListener;
import dev.backline.api.audio.Track;
import dev.backline.api.command.UserError;
import dev.backline.api.event.QueueObserver.QueueChange;
import dev.backline.api.playback.LoopMode;
import dev.backline.api.playback.Session;
import dev.backline.api.voice.VoiceGateway;
import dev.backline.api.voice.VoiceListener;
import dev.backline.api.voice.VoiceRefused;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The playback of one guild: its queue, its player, its voice channel. Every method that is not said to be safe for
 * any thread runs on the guild's {@link EventLoop}.
 *
 * <p>Player and voice connection come and go with the services behind them. What was playing stays here, with its
 * position, and goes on when they are back.
 */
public final class GuildPlayback {

    /** How many tracks the history keeps. */
    public static final int HISTORY = 25;

    private static final Logger log = LoggerFactory.getLogger(GuildPlayback.class);

    /** A track that plays, or would if there were a player. */
    private record Current(QueuedTrack queued, long playedNanos, CompletableFuture<Void> started) {
        Track track() {
            return queued.track();
        }

        boolean wasHeard() {
            return started.isDone() && !started.isCompletedExceptionally();
        }
    }

    /** An open player, and who opened it. */
    private record Sound(AudioBackend backend, AudioPlayer player, Ear ear) {}

    /** What {@link #session()} shows to other threads. */
    private record Published(Session session, @Nullable AudioPlayer player) {}

    /** What {@link #enqueue} did. */
    public sealed interface Enqueued {

        /**
         * The first of the tracks plays at once.
         *
         * @param added how many were put into the queue, the first included
         * @param started completes when its first frame is ready; fails with {@link UserError}
         */
        record Playing(int added, CompletableFuture<Void> started) implements Enqueued {}

        /**
         * All of the tracks wait.
         *
         * @param added how many were put into the queue
         * @param position of the first of them, counted from 1
         */
        record Waiting(int added, int position) implements Enqueued {}
    }

    private final long guildId;
    private final EventLoop loop;
    private final Surroundings surroundings;
    private final TrackQueue queue;
    private final Deque<QueuedTrack> history = new ArrayDeque<>();

    private @Nullable Current current;
    private @Nullable Sound sound;
    private Duration resumeAt = Duration.ZERO;
    private boolean paused;
    private boolean pausedAlone;
    private int volume = 100;
    private LoopMode loopMode = LoopMode.OFF;
    private OptionalLong channel = OptionalLong.empty();
    private CompletableFuture<Void> connection = CompletableFuture.completedFuture(null);
    private @Nullable Runnable leaving;

    private volatile Published published;
    private final AtomicBoolean changed = new AtomicBoolean();

    GuildPlayback(long guildId, EventLoop loop, Surroundings surroundings) {
        this.guildId = guildId;
        this.loop = loop;
        this.surroundings = surroundings;
        this.queue = new TrackQueue(surroundings.settings().queueCapacity());
        this.published = new Published(snapshot(), null);
    }

    // ---- the voice channel

    /**
     * Joins a voice channel, or moves there.
     *
     * @return completes when sound can flow; fails with {@link UserError} when Discord does not let the bot in
     * @throws UserError when no backend can play, or the bot is not connected to Discord
     */
    public CompletionStage<Void> join(long channelId) {
        if (channel.isPresent() && channel.getAsLong() == channelId && !connection.isCompletedExceptionally()) {
            return connection;
        }
        boolean playing = sound != null;
        if (!playing && !openSound(current)) {
            throw new UserError("There is nothing to play with at the moment: no audio backend is running. Try again"
                    + " in a minute, or tell the bot's operator.");
        }
        channel = OptionalLong.of(channelId);
        connect();
        if (!playing) {
            resume(current);
        }
        return connection;
    }

    /** Leaves the voice channel. Queue and position are kept, and go on after the next {@link #join}. */
    public void leave() {
        suspend();
        channel = OptionalLong.empty();
        pausedAlone = false;
        connection = CompletableFuture.completedFuture(null);
        surroundings.voice().get().ifPresent(voice -> voice.disconnect(guildId));
        leaveInTimeOrStay();
    }

    private void connect() {
        Sound open = sound;
        if (open == null || channel.isEmpty()) {
            return;
        }
        long wanted = channel.getAsLong();
        Optional<VoiceGateway> voice = surroundings.voice().get();
        if (voice.isEmpty()) {
            connection = CompletableFuture.failedFuture(
                    new UserError("The bot is not connected to Discord's voice at the moment. Try again in a minute."));
            return;
        }
        CompletableFuture<Void> attempt = voice.get()
                .connect(guildId, wanted, open.player().transport(), new ChannelEar())
                .toCompletableFuture()
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(explained(failure)));
        connection = attempt;
        CompletionStage<Void> unused = attempt.whenComplete((done, failure) -> {
            if (failure != null) {
                loop.execute(() -> refused(attempt, failure));
            }
        });
    }

    /** The voice gateway says what listeners can do about it; whoever gave the command is to read that. */
    private static Throwable explained(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause instanceof VoiceRefused refused ? new UserError(String.valueOf(refused.getMessage())) : cause;
    }

    private void refused(CompletableFuture<Void> attempt, Throwable failure) {
        if (attempt != connection) {
            return;
        }
        log.info("A voice channel could not be joined: {}", failure.getMessage());
        suspend();
        channel = OptionalLong.empty();
        publish();
    }

    // ---- the queue

    /** Puts tracks at the end of the queue, as many as there is room for, and plays when nothing played. */
    public Enqueued enqueue(List<QueuedTrack> tracks) {
        int added = queue.add(tracks);
        if (added == 0) {
            throw new UserError("The queue is full: it holds "
                    + surroundings.settings().queueCapacity() + " tracks. Remove some with /remove or /clear.");
        }
        changed(QueueChange.ADDED, added);
        if (current != null) {
            return new Enqueued.Waiting(added, queue.size() - added + 1);
        }
        startNext();
        return new Enqueued.Playing(
                added, current == null ? CompletableFuture.completedFuture(null) : current.started());
    }

    /** The tracks that wait, in order. */
    public List<QueuedTrack> queue() {
        return queue.view();
    }

    /** The tracks that were played, the latest first. */
    public List<QueuedTrack> history() {
        return List.copyOf(history);
    }

    /**
     * Takes a track out of the queue.
     *
     * @param position counted from 1
     */
    public QueuedTrack remove(int position) {
        QueuedTrack removed = queue.remove(checked(position));
        changed(QueueChange.REMOVED, -1);
        return removed;
    }

    /**
     * Moves a track in the queue.
     *
     * @param from counted from 1
     * @param to counted from 1
     */
    public QueuedTrack move(int from, int to) {
        QueuedTrack moved = queue.view().get(checked(from));
        queue.move(checked(from), checked(to));
        changed(QueueChange.REORDERED, 0);
        return moved;
    }

    private int checked(int position) {
        if (position < 1 || position > queue.size()) {
            throw new UserError(
                    queue.isEmpty()
                            ? "The queue is empty."
                            : "There is no track " + position + " in the queue: it has " + queue.size()
                                    + ". See /queue.");
        }
        return position - 1;
    }

    /** Empties the queue; what plays goes on. Returns how many tracks were dropped. */
    public int clear() {
        int dropped = queue.clear();
        changed(QueueChange.CLEARED, -dropped);
        return dropped;
    }

    public void shuffle(RandomGenerator random) {
        queue.shuffle(random);
        changed(QueueChange.REORDERED, 0);
    }

    // ---- what plays

    /** What plays, or is paused. */
    public Optional<QueuedTrack> current() {
        return Optional.ofNullable(current).map(Current::queued);
    }

    /** What plays, or {@link UserError} when nothing does. */
    public QueuedTrack requireCurrent() {
        return current().orElseThrow(() -> new UserError("Nothing is playing. Start something with /play."));
    }

    public void pause(boolean pause) {
        paused = pause;
        pausedAlone = false;
        if (sound != null) {
            sound.player().pause(pause);
        }
        leaveInTimeOrStay();
    }

    public boolean paused() {
        return paused || pausedAlone;
    }

    /** Goes on with the next track but {@code count - 1}; what plays and what is passed over does not come again. */
    public void skip(int count) {
        for (int i = 1; i < count && !queue.isEmpty(); i++) {
            queue.take().ifPresent(passed -> changed(QueueChange.TAKEN, -1));
        }
        next();
    }

    /** Ends what plays and empties the queue; the bot stays in its channel. */
    public void stop() {
        clear();
        next();
    }

    public void seek(Duration position) {
        // Also while there is a player: until the track has begun, this is where it is to begin.
        resumeAt = position;
        if (sound != null) {
            sound.player().seek(position);
        }
        changed.set(true);
    }

    /** Position in the current track. */
    public Duration position() {
        return sound != null && current != null && current.started().isDone()
                ? sound.player().position()
                : resumeAt;
    }

    public int volume() {
        return volume;
    }

    /**
     * Sets the volume.
     *
     * @param percent 0 to {@value AudioPlayer#MAX_VOLUME}
     */
    public void volume(int percent) {
        volume = percent;
        if (sound != null) {
            sound.player().volume(percent);
        }
    }

    public LoopMode loopMode() {
        return loopMode;
    }

    public void loopMode(LoopMode mode) {
        loopMode = mode;
    }

    /** The voice channel that the bot is in, or on its way to. */
    public OptionalLong channel() {
        return channel;
    }

    /** Where it plays, as {@link AudioPlayer#place()} says it. */
    public Optional<String> backend() {
        return Optional.ofNullable(sound).map(open -> open.player().place());
    }

    private void startNext() {
        Optional<QueuedTrack> taken = queue.take();
        if (taken.isPresent()) {
            changed(QueueChange.TAKEN, -1);
            play(taken.get());
        } else {
            current = null;
            resumeAt = Duration.ZERO;
        }
        leaveInTimeOrStay();
    }

    private void play(QueuedTrack queued) {
        resumeAt = Duration.ZERO;
        resume(new Current(queued, surroundings.nanoTime().getAsLong(), new CompletableFuture<>()));
    }

    /**
     * Plays at {@link #resumeAt} if there is a player, and otherwise as soon as there is one. Each track plays on the
     * best backend for it: between two tracks nobody hears that the player is another one.
     */
    private void resume(@Nullable Current track) {
        current = track;
        if (track != null && sound != null) {
            AudioBackend playing = sound.backend();
            Optional<AudioBackend> best = backendFor(track);
            if (best.isPresent() && best.get() != playing) {
                suspend();
                if (openSound(track)) {
                    connect();
                }
            }
        }
        if (track != null && sound != null) {
            sound.player().play(track.track(), resumeAt);
        }
    }

    /** Goes on with what the queue has; the current track was ended by somebody. */
    private void next() {
        remember();
        startNext();
        if (current == null && sound != null) {
            sound.player().stop();
        }
    }

    private void remember() {
        if (current != null) {
            if (!current.started().isDone()) {
                current.started().completeExceptionally(new UserError("It was skipped before it began."));
            }
            history.addFirst(current.queued());
            if (history.size() > HISTORY) {
                history.removeLast();
            }
        }
    }

    private void ended(Track track, EndReason reason) {
        surroundings.events().tracks().trackEnded(track.source(), reason);
        Current over = current;
        if (over == null || !over.track().equals(track)) {
            return;
        }
        if (reason.mayStartNext()) {
            // One that ended without a sound would come again at once, and so on.
            boolean again = reason == EndReason.FINISHED && over.wasHeard();
            if (again && loopMode == LoopMode.TRACK) {
                play(over.queued());
                return;
            }
            if (again && loopMode == LoopMode.QUEUE) {
                queue.addBack(over.queued());
                changed(QueueChange.ADDED, 1);
            }
            remember();
            startNext();
        }
    }

    private void started(Track track) {
        Current now = current;
        if (now == null || !now.track().equals(track)) {
            return;
        }
        if (now.started().complete(null)) {
            long nanos = surroundings.nanoTime().getAsLong();
            surroundings
                    .events()
                    .tracks()
                    .trackStarted(track.source(), nanos - now.queued().queuedNanos(), nanos - now.playedNanos());
        }
    }

    private void failed(Track track, String message) {
        surroundings.events().tracks().trackFailed(track.source());
        log.info("A track of the source {} failed: {}", track.source(), message);
        if (current != null && current.track().equals(track)) {
            current.started().completeExceptionally(new UserError("This track cannot be played: " + message));
        }
    }

    private void stuck(Track track, Duration silence) {
        surroundings.events().tracks().trackStuck(track.source());
        log.warn("A track of the source {} gave no sound for {} and is skipped", track.source(), silence);
        if (current != null && current.track().equals(track)) {
            next();
        }
    }

    // ---- the player

    /** The backend that is preferred among those that can play the track. */
    private Optional<AudioBackend> backendFor(Current track) {
        return surroundings.backends().get().stream()
                .filter(backend -> backend.canPlay(track.track()))
                .findFirst();
    }

    /**
     * Opens a player.
     *
     * @param track to play; one that no backend can play gets a player that will say so
     */
    private boolean openSound(@Nullable Current track) {
        List<AudioBackend> backends = new ArrayList<>(surroundings.backends().get());
        backends.removeIf(backend -> !backend.canPlay());
        if (track != null) {
            backends.sort(Comparator.comparing(backend -> !backend.canPlay(track.track())));
        }
        for (AudioBackend backend : backends) {
            Ear ear = new Ear();
            try {
                AudioPlayer player = backend.open(guildId, ear);
                player.volume(volume);
                player.pause(paused());
                sound = new Sound(backend, player, ear);
                surroundings.events().tracks().playersChanged(1);
                return true;
            } catch (RuntimeException e) {
                log.warn("The backend {} refused to open a player", backend.name(), e);
            }
        }
        return false;
    }

    /** Closes the player; the current track and its position wait for the next one. */
    private void suspend() {
        if (sound != null) {
            resumeAt = position();
            Sound closed = sound;
            sound = null;
            changed.set(true);
            closed.player().close();
            surroundings.events().tracks().playersChanged(-1);
        }
    }

    /** Opens a player again where one is missing, and goes on where the last one stopped. */
    void revive() {
        if (sound == null && channel.isPresent() && openSound(current)) {
            connect();
            resume(current);
        }
        publish();
    }

    /** Closes the player if it belongs to this backend, which is about to go away. */
    void detach(AudioBackend backend) {
        if (sound != null && sound.backend() == backend) {
            suspend();
        }
    }

    /** The way into voice channels is there (again). */
    void voiceAppeared() {
        if (sound == null) {
            revive();
        } else {
            connect();
        }
        publish();
    }

    /** Leaves for good, keeping what {@link #saved()} returned before. */
    void close() {
        suspend();
        if (leaving != null) {
            leaving.run();
            leaving = null;
        }
        if (channel.isPresent()) {
            surroundings.voice().get().ifPresent(voice -> voice.disconnect(guildId));
        }
    }

    // ---- leaving when nobody listens or nothing plays

    private void audience(int listeners) {
        if (listeners == 0 && !pausedAlone) {
            pausedAlone = true;
            pausePlayer();
        } else if (listeners > 0 && pausedAlone) {
            pausedAlone = false;
            pausePlayer();
        }
        leaveInTimeOrStay();
    }

    private void pausePlayer() {
        if (sound != null) {
            sound.player().pause(paused());
        }
    }

    private void leaveInTimeOrStay() {
        boolean needless = channel.isPresent() && (pausedAlone || paused || current == null);
        if (needless && leaving == null) {
            leaving = surroundings
                    .timer()
                    .after(
                            surroundings.settings().leaveAfter(),
                            () -> loop.execute(() -> {
                                if (leaving != null) {
                                    leaving = null;
                                    log.info("Leaving a voice channel in which nothing was heard for a while");
                                    leave();
                                    publish();
                                }
                            }));
        } else if (!needless && leaving != null) {
            leaving.run();
            leaving = null;
        }
    }

    // ---- for others to see and to keep

    /** Makes the state visible to other threads; called after every event. */
    void publish() {
        Session before = published.session();
        Session now = snapshot();
        if (!isKeptAlike(now, before)) {
            changed.set(true);
        }
        published = new Published(now, sound == null ? null : sound.player());
    }

    /** Whether the same is kept of both over a restart, but for the position, which runs on. */
    private static boolean isKeptAlike(Session one, Session other) {
        return one.current().equals(other.current())
                && one.voiceChannelId().equals(other.voiceChannelId())
                && one.paused() == other.paused()
                && one.volume() == other.volume()
                && one.loop() == other.loop()
                && one.queue().equals(other.queue());
    }

    /** The state after the last event, with the position of this moment. Safe for any thread. */
    Session session() {
        Published seen = published;
        Session at = seen.session();
        if (seen.player() == null || at.current().isEmpty()) {
            return at;
        }
        return new Session(
                at.guildId(),
                at.voiceChannelId(),
                at.current(),
                seen.player().position(),
                at.paused(),
                at.volume(),
                at.loop(),
                at.queue(),
                Optional.of(seen.player().place()));
    }

    private Session snapshot() {
        return new Session(
                guildId,
                channel,
                current().map(QueuedTrack::track),
                position(),
                paused(),
                volume,
                loopMode,
                queue.view().stream().map(QueuedTrack::track).toList(),
                backend());
    }

    /** What is to be kept over a restart. */
    SavedSession saved() {
        return new SavedSession(guildId, channel, current(), position(), paused, volume, loopMode, queue.view());
    }

    /** Takes over what was kept; plays as soon as there is a backend and a way into the channel. */
    void restore(SavedSession saved) {
        queue.add(saved.queue());
        changed(QueueChange.RESTORED, saved.queue().size());
        paused = saved.paused();
        volume = saved.volume();
        loopMode = saved.loop();
        channel = saved.channelId();
        resumeAt = saved.position();
        current = saved.current()
                .map(queued -> new Current(queued, surroundings.nanoTime().getAsLong(), new CompletableFuture<>()))
                .orElse(null);
        revive();
    }

    /** Whether what is to be kept changed since the last call, other than by playing on. Safe for any thread. */
    boolean takeChanged() {
        return changed.getAndSet(false);
    }

    /** What was taken as changed could not be kept. Safe for any thread. */
    void saveAgain() {
        changed.set(true);
    }

    private void changed(QueueChange change, int difference) {
        surroundings.events().queues().queueChanged(change, difference);
    }

    /** Hears one player; what it says after that player was closed is not heeded. */
    private final class Ear implements PlayerListener {

        @Override
        public void trackStarted(Track track) {
            heed(() -> started(track));
        }

        @Override
        public void trackEnded(Track track, EndReason reason) {
            heed(() -> ended(track, reason));
        }

        @Override
        public void trackFailed(Track track, String message) {
            heed(() -> failed(track, message));
        }

        @Override
        public void trackStuck(Track track, Duration silence) {
            heed(() -> stuck(track, silence));
        }

        @Override
        public void voiceLost() {
            heed(() -> surroundings.voice().get().ifPresent(voice -> voice.renew(guildId)));
        }

        @Override
        public void playerLost() {
            heed(() -> {
                suspend();
                revive();
            });
        }

        private void heed(Runnable event) {
            loop.execute(() -> {
                if (sound != null && sound.ear() == this) {
                    event.run();
                    publish();
                }
            });
        }
    }

    private final class ChannelEar implements VoiceListener {

        @Override
        public void moved(long channelId) {
            heed(() -> channel = OptionalLong.of(channelId));
        }

        @Override
        public void audienceChanged(int listeners) {
            heed(() -> audience(listeners));
        }

        @Override
        public void disconnected() {
            heed(() -> {
                suspend();
                channel = OptionalLong.empty();
                leaveInTimeOrStay();
            });
        }

        private void heed(Runnable event) {
            loop.execute(() -> {
                if (channel.isPresent()) {
                    event.run();
                    publish();
                }
            });
        }
    }
}
