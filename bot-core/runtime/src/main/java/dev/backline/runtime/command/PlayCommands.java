package dev.backline.runtime.command;

import dev.backline.api.audio.Lookup;
import dev.backline.api.audio.Lookup.Failed;
import dev.backline.api.audio.Lookup.Found;
import dev.backline.api.audio.Lookup.NotFound;
import dev.backline.api.audio.Track;
import dev.backline.api.audio.TrackQuery;
import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.runtime.lookup.SourceChain;
import dev.backline.runtime.playback.GuildPlayback.Enqueued;
import dev.backline.runtime.playback.GuildSessions;
import dev.backline.runtime.playback.QueuedTrack;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Looking something up and playing it; joining and leaving. */
final class PlayCommands {

    private static final Option.Text QUERY = new Option.Text(
            "query", "A link, something from the library, or words to search by", false, TrackQuery.MAX_LENGTH, true);
    private static final Option.File FILE = new Option.File("file", "An audio file of yours", false);

    /** Look-ups of one guild that may be under way at once. */
    private static final int LOOKUPS_PER_GUILD = 5;
    /** How long an answer waits for the first frame before it says that the track is on its way. */
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    /** Discord gives completions three seconds; what is slower is left out. */
    private static final Duration SUGGEST_PATIENCE = Duration.ofMillis(1500);

    private final GuildSessions guilds;
    private final SourceChain sources;
    private final LongSupplier nanoTime;
    private final ConcurrentMap<Long, Integer> lookups = new ConcurrentHashMap<>();

    PlayCommands(GuildSessions guilds, SourceChain sources, LongSupplier nanoTime) {
        this.guilds = guilds;
        this.sources = sources;
        this.nanoTime = nanoTime;
    }

    List<BoundCommand> all() {
        return List.of(
                new BoundCommand(
                        new CommandSpec("play", "Play something, or add it to the queue", List.of(QUERY, FILE), true),
                        this::play),
                new BoundCommand(
                        new CommandSpec("join", "Call the bot into your voice channel", List.of(), true), this::join),
                new BoundCommand(
                        new CommandSpec(
                                "leave", "Send the bot out of its voice channel; the queue is kept", List.of(), false),
                        this::leave));
    }

    /** Completions for {@code /play}'s query. */
    CompletionStage<List<Choice>> complete(String typed) {
        return sources.suggest(typed, 25, SUGGEST_PATIENCE).thenApply(found -> found.stream()
                .map(suggestion -> new Choice(suggestion.label(), suggestion.query()))
                .toList());
    }

    private CompletionStage<Reply> play(Caller caller, Arguments arguments) {
        long channel = Together.channelOf(caller);
        TrackQuery query = query(arguments);
        reserve(caller.guildId());
        // The channel is joined while the sources search: whichever takes longer decides when it plays.
        CompletionStage<Void> joined = guilds.with(caller.guildId(), playback -> {
                    Together.require(caller, playback);
                    return playback.join(channel);
                })
                .thenCompose(joining -> joining);
        return sources.lookup(query)
                .whenComplete((answer, failure) -> release(caller.guildId()))
                .thenCombine(joined, (answer, done) -> found(answer, query))
                .thenCompose(found -> enqueue(caller, found));
    }

    private static TrackQuery query(Arguments arguments) {
        String text = arguments
                .get(FILE)
                .map(file -> file.url().toString())
                .or(() -> arguments.get(QUERY))
                .filter(given -> !given.isBlank())
                .orElseThrow(() -> new UserError("Say what to play: a link, a title, or attach a file."));
        if (text.strip().length() > TrackQuery.MAX_LENGTH) {
            throw new UserError("That is too long to look up: at most " + TrackQuery.MAX_LENGTH + " characters.");
        }
        return new TrackQuery(text);
    }

    private void reserve(long guildId) {
        int underWay = lookups.merge(guildId, 1, Integer::sum);
        if (underWay > LOOKUPS_PER_GUILD) {
            release(guildId);
            throw new UserError("I am still looking for the last " + LOOKUPS_PER_GUILD + " requests. Wait a moment.");
        }
    }

    private void release(long guildId) {
        lookups.computeIfPresent(guildId, (guild, underWay) -> underWay == 1 ? null : underWay - 1);
    }

    private static Found found(Lookup answer, TrackQuery query) {
        return switch (answer) {
            case Found found -> found;
            case NotFound nothing ->
                throw new UserError("Nothing found for “" + Texts.plain(query.text(), 100)
                        + "”. Check the spelling, or give a link.");
            case Failed failed -> throw new UserError(failed.message());
        };
    }

    private CompletionStage<Reply> enqueue(Caller caller, Found found) {
        long now = nanoTime.getAsLong();
        // A search brings alternatives and a playlist brings a sequence: of the one, the best is taken.
        List<Track> wanted =
                found.playlist().isPresent() ? found.tracks() : found.tracks().subList(0, 1);
        List<QueuedTrack> queued = wanted.stream()
                .map(track -> new QueuedTrack(track, caller.userId(), now))
                .toList();
        return guilds.with(caller.guildId(), playback -> playback.enqueue(queued))
                .thenCompose(enqueued -> switch (enqueued) {
                    case Enqueued.Playing playing ->
                        playing.started()
                                .copy()
                                .completeOnTimeout(null, START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                .thenCompose(started -> guilds.with(caller.guildId(), Cards::nowPlaying));
                    case Enqueued.Waiting waiting ->
                        CompletableFuture.completedFuture(Reply.of(added(found, wanted, waiting)));
                });
    }

    private static String added(Found found, List<Track> wanted, Enqueued.Waiting waiting) {
        String what = found.playlist()
                .map(playlist -> Texts.tracks(waiting.added()) + " of **" + Texts.plain(playlist, 80) + "**")
                .orElseGet(() -> "**" + Texts.name(wanted.getFirst()) + "** `" + Texts.length(wanted.getFirst()) + "`");
        String rest = waiting.added() < wanted.size()
                ? " The queue is full now: " + Texts.tracks(wanted.size() - waiting.added()) + " found no room."
                : "";
        return "Added " + what + " at position " + waiting.position() + "." + rest;
    }

    private CompletionStage<Reply> join(Caller caller, Arguments arguments) {
        long channel = Together.channelOf(caller);
        return guilds.with(caller.guildId(), playback -> {
                    if (playback.current().isPresent() && !playback.paused()) {
                        Together.require(caller, playback);
                    }
                    return playback.join(channel);
                })
                .thenCompose(joining -> joining)
                .thenApply(done -> Reply.of("I am in <#" + channel + ">."));
    }

    private CompletionStage<Reply> leave(Caller caller, Arguments arguments) {
        return guilds.with(caller.guildId(), playback -> {
            Together.require(caller, playback);
            if (playback.channel().isEmpty()) {
                throw new UserError("I am in no voice channel.");
            }
            playback.leave();
            int kept = playback.queue().size() + (playback.current().isPresent() ? 1 : 0);
            return Reply.of(kept == 0 ? "Bye!" : "Bye! " + Texts.tracks(kept) + " wait until you call me with /join.");
        });
    }
}
