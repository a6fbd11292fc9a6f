package dev.backline.discord.gateway;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Button;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Card;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Commands;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A few commands that do what their names say. */
final class ScriptedCommands implements Commands {

    static final Option.Text QUERY = new Option.Text("query", "What to look for", true, 200, true);
    static final Option.Whole PERCENT = new Option.Whole("percent", "How loud", false, 0, 200);
    static final CommandSpec ECHO = new CommandSpec("echo", "Says it again", List.of(QUERY, PERCENT), false);
    static final CommandSpec WORK = new CommandSpec("work", "Takes time", List.of(), true);
    static final CommandSpec WRONG = new CommandSpec("wrong", "The member's fault", List.of(), false);
    static final CommandSpec LATE_WRONG = new CommandSpec("late-wrong", "The same, later", List.of(), true);
    static final CommandSpec BROKEN = new CommandSpec("broken", "The bot's fault", List.of(), false);
    static final CommandSpec NEVER = new CommandSpec("never", "Does not end", List.of(), false);

    @Override
    public List<CommandSpec> all() {
        return List.of(ECHO, WORK, WRONG, LATE_WRONG, BROKEN, NEVER);
    }

    @Override
    public CompletionStage<Reply> run(CommandSpec command, Caller caller, Arguments arguments) {
        return switch (command.name()) {
            case "echo" ->
                CompletableFuture.completedStage(Reply.of(Card.of(
                                "echo",
                                arguments.get(QUERY).orElse("") + " "
                                        + arguments.get(PERCENT).orElse(0L)))
                        .withButtons(Button.of("again", "Again")));
            case "work" -> CompletableFuture.completedStage(Reply.of("worked"));
            case "wrong", "late-wrong" -> CompletableFuture.failedStage(new UserError("Join a voice channel first"));
            case "broken" -> throw new IllegalStateException("a secret detail");
            default -> new CompletableFuture<>();
        };
    }

    @Override
    public CompletionStage<List<Choice>> complete(CommandSpec command, Option<?> option, String typed, Caller caller) {
        return CompletableFuture.completedStage(List.of(new Choice(typed + "!", typed)));
    }

    @Override
    public CompletionStage<Reply> press(String buttonId, Caller caller) {
        return CompletableFuture.completedStage(
                buttonId.equals("again") ? Reply.of("after") : Reply.ephemeral("not that one"));
    }
}
