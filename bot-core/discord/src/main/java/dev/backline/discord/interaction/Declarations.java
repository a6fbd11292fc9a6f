package dev.backline.discord.interaction;

import dev.backline.api.command.CommandSpec;
import dev.backline.api.command.Option;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.interactions.InteractionContextType;
import net.dv8tion.jda.api.interactions.commands.Command;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.commands.build.CommandData;
import net.dv8tion.jda.api.interactions.commands.build.Commands;
import net.dv8tion.jda.api.interactions.commands.build.OptionData;

/** Commands as Discord wants them declared. */
final class Declarations {

    private Declarations() {}

    static List<CommandData> of(List<CommandSpec> commands) {
        return commands.stream().map(Declarations::of).toList();
    }

    static CommandData of(CommandSpec command) {
        return Commands.slash(command.name(), command.description())
                .addOptions(command.options().stream().map(Declarations::option).toList())
                .setContexts(InteractionContextType.GUILD);
    }

    /** Whether what Discord has is what is declared, whatever the order of the commands. */
    static boolean same(List<CommandData> declared, List<Command> registered) {
        return byName(declared)
                .equals(byName(registered.stream().map(CommandData::fromCommand).toList()));
    }

    /** JSON as text, since numbers that mean the same come in different classes. */
    private static Map<String, String> byName(List<CommandData> commands) {
        Function<CommandData, String> text = command -> command.toData().toString();
        return commands.stream().collect(Collectors.toMap(CommandData::getName, text));
    }

    private static OptionData option(Option<?> option) {
        return switch (option) {
            case Option.Text text ->
                base(OptionType.STRING, text).setMaxLength(text.maxLength()).setAutoComplete(text.completes());
            case Option.Whole whole -> base(OptionType.INTEGER, whole).setRequiredRange(whole.min(), whole.max());
            case Option.OneOf oneOf ->
                base(OptionType.STRING, oneOf)
                        .addChoices(oneOf.choices().stream()
                                .map(choice -> new Command.Choice(choice.label(), choice.value()))
                                .toList());
            case Option.File file -> base(OptionType.ATTACHMENT, file);
            case Option.Flag flag -> base(OptionType.BOOLEAN, flag);
        };
    }

    private static OptionData base(OptionType type, Option<?> option) {
        return new OptionData(type, option.name(), option.description(), option.required());
    }
}
