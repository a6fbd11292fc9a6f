package dev.backline.runtime.command;

import dev.backline.api.audio.AudioPlayer;
import dev.backline.api.audio.Track;
import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.api.playback.LoopMode;
import dev.backline.runtime.command.Cards.Buttons;
import dev.backline.runtime.playback.GuildPlayback;
import dev.backline.runtime.playback.GuildSessions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/** What concerns the track that plays. */
final class PlayerCommands {

    private static final Option.Whole COUNT = new Option.Whole("count", "How many tracks to pass over", false, 1, 100);
    private static final Option.Text POSITION =
            new Option.Text("position", "Where to, for example 1:35 or 95", true, 12, false);
    private static final Option.Whole PERCENT =
            new Option.Whole("percent", "100 is the sound as it was recorded", false, 0, AudioPlayer.MAX_VOLUME);
    private static final Option.OneOf MODE = new Option.OneOf(
            "mode",
            "What to play again",
            true,
            List.of(new Choice("off", "off"), new Choice("this track", "track"), new Choice("the queue", "queue")));

    private final GuildSessions guilds;

    PlayerCommands(GuildSessions guilds) {
        this.guilds = guilds;
    }

    List<BoundCommand> all() {
        return List.of(
                bind(new CommandSpec("pause", "Pause what plays", List.of(), false), PlayerCommands::pause),
                bind(new CommandSpec("resume", "Go on with what was paused", List.of(), false), PlayerCommands::resume),
                bind(new CommandSpec("skip", "Go on with the next track", List.of(COUNT), false), PlayerCommands::skip),
                bind(
                        new CommandSpec("stop", "Stop playing and empty the queue", List.of(), false),
                        PlayerCommands::stop),
                new BoundCommand(
                        new CommandSpec("nowplaying", "Show what plays", List.of(), false),
                        (caller, arguments) -> guilds.with(caller.guildId(), Cards::nowPlaying)),
                bind(
                        new CommandSpec("seek", "Go to a position in the track", List.of(POSITION), false),
                        PlayerCommands::seek),
                bind(
                        new CommandSpec("volume", "Show or set the volume", List.of(PERCENT), false),
                        PlayerCommands::volume),
                bind(new CommandSpec("loop", "Play again and again", List.of(MODE), false), PlayerCommands::loop));
    }

    private BoundCommand bind(CommandSpec spec, BiFunction<GuildPlayback, Arguments, Reply> change) {
        return new BoundCommand(
                spec,
                (caller, arguments) -> guilds.with(caller.guildId(), playback -> {
                    Together.require(caller, playback);
                    return change.apply(playback, arguments);
                }));
    }

    /** A button under the message of what plays. */
    CompletionStage<Reply> press(String button, Caller caller) {
        return guilds.with(caller.guildId(), playback -> {
            if (!button.equals(Buttons.REFRESH)) {
                Together.require(caller, playback);
            }
            playback.requireCurrent();
            switch (button) {
                case Buttons.PAUSE -> playback.pause(true);
                case Buttons.RESUME -> playback.pause(false);
                case Buttons.SKIP -> playback.skip(1);
                case Buttons.STOP -> playback.stop();
                case Buttons.REFRESH -> {}
                default -> throw new UserError("This button is from an older version of me. Use /nowplaying.");
            }
            return playback.current().isPresent()
                    ? Cards.nowPlaying(playback)
                    : Reply.of("Nothing is playing. " + caller.mention() + " ended it.");
        });
    }

    private static Reply pause(GuildPlayback playback, Arguments arguments) {
        playback.requireCurrent();
        if (playback.paused()) {
            throw new UserError("It is paused already. Go on with /resume.");
        }
        playback.pause(true);
        return Reply.of("Paused at " + Texts.time(playback.position()) + ".");
    }

    private static Reply resume(GuildPlayback playback, Arguments arguments) {
        playback.requireCurrent();
        if (!playback.paused()) {
            throw new UserError("It is playing already.");
        }
        playback.pause(false);
        return Reply.of("Going on at " + Texts.time(playback.position()) + ".");
    }

    private static Reply skip(GuildPlayback playback, Arguments arguments) {
        Track skipped = playback.requireCurrent().track();
        playback.skip(Math.toIntExact(arguments.get(COUNT).orElse(1L)));
        return Reply.of("Skipped **" + Texts.name(skipped) + "**. "
                + playback.current()
                        .map(next -> "Now: **" + Texts.name(next.track()) + "**.")
                        .orElse("The queue is empty."));
    }

    private static Reply stop(GuildPlayback playback, Arguments arguments) {
        if (playback.current().isEmpty() && playback.queue().isEmpty()) {
            throw new UserError("Nothing is playing.");
        }
        playback.stop();
        return Reply.of("Stopped, and the queue is empty.");
    }

    private static Reply seek(GuildPlayback playback, Arguments arguments) {
        Track track = playback.requireCurrent().track();
        String given = arguments.get(POSITION).orElseThrow();
        Duration position = Texts.parseTime(given)
                .orElseThrow(() ->
                        new UserError("“" + Texts.plain(given, 20) + "” is no position. Write 95, 1:35 or 1:02:03."));
        Duration length =
                track.length().orElseThrow(() -> new UserError("This is a live stream: there is nowhere to go in it."));
        if (position.compareTo(length) > 0) {
            throw new UserError("The track is only " + Texts.time(length) + " long.");
        }
        playback.seek(position);
        return Reply.of("Going to " + Texts.time(position) + " of " + Texts.time(length) + ".");
    }

    private static Reply volume(GuildPlayback playback, Arguments arguments) {
        return arguments
                .get(PERCENT)
                .map(percent -> {
                    playback.volume(percent.intValue());
                    return Reply.of("Volume " + percent + " %.");
                })
                .orElseGet(() -> Reply.of("The volume is " + playback.volume() + " %."));
    }

    private static Reply loop(GuildPlayback playback, Arguments arguments) {
        LoopMode mode = LoopMode.valueOf(arguments.get(MODE).orElseThrow().toUpperCase(Locale.ROOT));
        playback.loopMode(mode);
        return Reply.of("Loop: " + Cards.loop(mode) + ".");
    }
}
