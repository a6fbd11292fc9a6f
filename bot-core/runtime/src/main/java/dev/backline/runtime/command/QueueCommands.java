package dev.backline.runtime.command;

import dev.backline.api.audio.Track;
import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Card;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.runtime.playback.GuildPlayback;
import dev.backline.runtime.playback.GuildSessions;
import dev.backline.runtime.playback.QueuedTrack;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** What concerns the tracks before and after the one that plays. */
final class QueueCommands {

    private static final Option.Whole PAGE = new Option.Whole("page", "Which page", false, 1, 1000);
    private static final Option.Whole POSITION =
            new Option.Whole("position", "Place in the queue, as /queue shows it", true, 1, 100_000);
    private static final Option.Whole FROM =
            new Option.Whole("from", "Place in the queue, as /queue shows it", true, 1, 100_000);
    private static final Option.Whole TO = new Option.Whole("to", "Its new place", true, 1, 100_000);

    private final GuildSessions guilds;
    private final RandomGenerator random;

    QueueCommands(GuildSessions guilds, RandomGenerator random) {
        this.guilds = guilds;
        this.random = random;
    }

    List<BoundCommand> all() {
        return List.of(
                new BoundCommand(new CommandSpec("queue", "Show what comes next", List.of(PAGE), false), this::queue),
                change(new CommandSpec("shuffle", "Mix the queue", List.of(), false), this::shuffle),
                change(
                        new CommandSpec("remove", "Take a track out of the queue", List.of(POSITION), false),
                        QueueCommands::remove),
                change(
                        new CommandSpec("move", "Give a track another place in the queue", List.of(FROM, TO), false),
                        QueueCommands::move),
                change(
                        new CommandSpec("clear", "Empty the queue; what plays goes on", List.of(), false),
                        QueueCommands::clear),
                new BoundCommand(new CommandSpec("history", "Show what was played", List.of(), false), this::history));
    }

    private BoundCommand change(CommandSpec spec, BiFunction<GuildPlayback, Arguments, Reply> change) {
        return new BoundCommand(
                spec,
                (caller, arguments) -> guilds.with(caller.guildId(), playback -> {
                    Together.require(caller, playback);
                    return change.apply(playback, arguments);
                }));
    }

    /** A button under a page of the queue. */
    CompletionStage<Reply> page(int page, Caller caller) {
        return guilds.with(caller.guildId(), playback -> Cards.queue(playback, page));
    }

    private CompletionStage<Reply> queue(Caller caller, Arguments arguments) {
        return page(Math.toIntExact(arguments.get(PAGE).orElse(1L)), caller);
    }

    private Reply shuffle(GuildPlayback playback, Arguments arguments) {
        if (playback.queue().size() < 2) {
            throw new UserError(
                    "There is nothing to mix: " + Texts.tracks(playback.queue().size()) + " in the queue.");
        }
        playback.shuffle(random);
        return Reply.of("Mixed " + Texts.tracks(playback.queue().size()) + ".");
    }

    private static Reply remove(GuildPlayback playback, Arguments arguments) {
        int position = Math.toIntExact(arguments.get(POSITION).orElseThrow());
        Track removed = playback.remove(position).track();
        return Reply.of("Removed **" + Texts.name(removed) + "**.");
    }

    private static Reply move(GuildPlayback playback, Arguments arguments) {
        int from = Math.toIntExact(arguments.get(FROM).orElseThrow());
        int to = Math.toIntExact(arguments.get(TO).orElseThrow());
        Track moved = playback.move(from, to).track();
        return Reply.of("**" + Texts.name(moved) + "** is number " + to + " now.");
    }

    private static Reply clear(GuildPlayback playback, Arguments arguments) {
        int dropped = playback.clear();
        if (dropped == 0) {
            throw new UserError("The queue is empty already.");
        }
        return Reply.of("Dropped " + Texts.tracks(dropped) + ".");
    }

    private CompletionStage<Reply> history(Caller caller, Arguments arguments) {
        return guilds.with(caller.guildId(), playback -> {
            List<QueuedTrack> played = playback.history();
            if (played.isEmpty()) {
                throw new UserError("Nothing was played yet. Start something with /play.");
            }
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < played.size(); i++) {
                String line = Texts.line(i + 1, played.get(i).track());
                if (body.length() + line.length() > Card.MAX_BODY) {
                    break;
                }
                body.append(line);
            }
            return Reply.of(Card.of("Played before", body.toString())).onlyForCaller();
        });
    }
}
