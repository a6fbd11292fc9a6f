package dev.backline.runtime.command;

import dev.backline.api.command.Arguments;
import dev.backline.api.command.Caller;
import dev.backline.api.command.Card;
import dev.backline.api.command.Card.Field;
import dev.backline.api.command.Card.Mood;
import dev.backline.api.command.Choice;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import dev.backline.api.command.Reply;
import dev.backline.api.command.UserError;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What the bot says of itself. */
final class InfoCommands {

    private static final Option.Text COMMAND = new Option.Text("command", "Which command", false, 32, true);

    private final String version;
    private final Supplier<List<CommandSpec>> commands;

    /**
     * @param version of the bot
     * @param commands all commands, these included
     */
    InfoCommands(String version, Supplier<List<CommandSpec>> commands) {
        this.version = version;
        this.commands = commands;
    }

    List<BoundCommand> all() {
        return List.of(
                new BoundCommand(
                        new CommandSpec("help", "What you can do with me", List.of(COMMAND), false), this::help),
                new BoundCommand(new CommandSpec("about", "What I am", List.of(), false), this::about));
    }

    /** Completions for {@code /help}'s command. */
    List<Choice> complete(String typed) {
        return commands.get().stream()
                .map(CommandSpec::name)
                .filter(name -> name.startsWith(wanted(typed)))
                .limit(25)
                .map(name -> new Choice("/" + name, name))
                .toList();
    }

    private static String wanted(String typed) {
        String name = typed.strip().toLowerCase(Locale.ROOT);
        return name.startsWith("/") ? name.substring(1) : name;
    }

    private CompletionStage<Reply> help(Caller caller, Arguments arguments) {
        Card card = arguments.get(COMMAND).map(this::one).orElseGet(this::overview);
        return CompletableFuture.completedFuture(Reply.of(card).onlyForCaller());
    }

    private Card overview() {
        StringBuilder body = new StringBuilder();
        for (CommandSpec command : commands.get()) {
            body.append("**/")
                    .append(command.name())
                    .append("** ")
                    .append(command.description())
                    .append('\n');
        }
        return Card.of("What you can do", body.toString());
    }

    private Card one(String name) {
        CommandSpec command = commands.get().stream()
                .filter(spec -> spec.name().equals(wanted(name)))
                .findFirst()
                .orElseThrow(() -> new UserError("There is no command “" + Texts.plain(name, 32) + "”. See /help."));
        List<Field> options = command.options().stream()
                .map(option ->
                        new Field(option.name() + (option.required() ? "" : " (optional)"), describe(option), false))
                .toList();
        return new Card("/" + command.name(), Optional.empty(), command.description(), options, "", Mood.NEUTRAL);
    }

    private static String describe(Option<?> option) {
        return switch (option) {
            case Option.Whole whole -> whole.description() + " (" + whole.min() + " to " + whole.max() + ")";
            case Option.OneOf oneOf ->
                oneOf.description() + ": "
                        + String.join(
                                ", ",
                                oneOf.choices().stream().map(Choice::label).toList());
            case Option.Text text -> text.description();
            case Option.File file -> file.description();
            case Option.Flag flag -> flag.description();
        };
    }

    private CompletionStage<Reply> about(Caller caller, Arguments arguments) {
        Card card = Card.of(
                "Backline " + version,
                "A music bot whose every part but the music can be switched while it plays. Start with /play, or see"
                        + " /help.");
        return CompletableFuture.completedFuture(Reply.of(card).onlyForCaller());
    }
}
