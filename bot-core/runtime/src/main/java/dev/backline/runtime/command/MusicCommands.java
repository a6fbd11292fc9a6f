package dev.backline.runtime.command;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Commands;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import dev.backline.runtime.command.Cards.Buttons;
import dev.backline.runtime.lookup.SourceChain;
import dev.backline.runtime.playback.GuildSessions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** All commands of the bot, and who carries each out. */
public final class MusicCommands implements Commands {

    private final PlayCommands playing;
    private final PlayerCommands player;
    private final QueueCommands queue;
    private final InfoCommands info;
    private final Map<CommandSpec, BoundCommand> bound = new LinkedHashMap<>();

    /**
     * @param guilds the playback that they change
     * @param sources where they look tracks up
     * @param version of the bot, as members see it
     * @param nanoTime a clock that only runs forward, in nanoseconds
     * @param random for shuffling
     */
    public MusicCommands(
            GuildSessions guilds, SourceChain sources, String version, LongSupplier nanoTime, RandomGenerator random) {
        playing = new PlayCommands(guilds, sources, nanoTime);
        player = new PlayerCommands(guilds);
        queue = new QueueCommands(guilds, random);
        info = new InfoCommands(version, this::all);
        Stream.of(playing.all(), player.all(), queue.all(), info.all())
                .flatMap(List::stream)
                .forEach(command -> bound.put(command.spec(), command));
    }

    @Override
    public List<CommandSpec> all() {
        return List.copyOf(bound.keySet());
    }

    @Override
    public CompletionStage<Reply> run(CommandSpec command, Caller caller, Arguments arguments) {
        BoundCommand known = bound.get(command);
        if (known == null) {
            throw new IllegalArgumentException("Not a command of this bot: " + command.name());
        }
        try {
            return known.handler().run(caller, arguments);
        } catch (UserError refused) {
            return CompletableFuture.failedStage(refused);
        }
    }

    @Override
    public CompletionStage<List<Choice>> complete(CommandSpec command, Option<?> option, String typed, Caller caller) {
        return switch (command.name()) {
            case "play" -> playing.complete(typed);
            case "help" -> CompletableFuture.completedStage(info.complete(typed));
            default -> CompletableFuture.completedStage(List.of());
        };
    }

    @Override
    public CompletionStage<Reply> press(String buttonId, Caller caller) {
        return buttonId.startsWith(Buttons.PAGE)
                ? queue.page(Integer.parseInt(buttonId, Buttons.PAGE.length(), buttonId.length(), 10), caller)
                : player.press(buttonId, caller);
    }
}
