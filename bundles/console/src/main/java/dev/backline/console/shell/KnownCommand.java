package dev.backline.console.shell;

import dev.backline.api.command.UserError;
import dev.backline.api.shell.ShellCommand;
import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command of a bundle, as Gogo calls it. Picocli reads the arguments; Gogo's own way, by methods and their types, has
 * no help on demand, and says of a wrong argument which Java class it could not be turned into.
 *
 * @param name with its scope
 * @param runs makes the object of one run
 */
record KnownCommand(String name, Supplier<ShellCommand> runs) implements Function {

    @Override
    public @Nullable Object execute(CommandSession session, List<Object> arguments) throws Exception {
        ShellCommand command = runs.get();
        CommandLine line = line(command);
        GogoSession shell = new GogoSession(session);
        try {
            line.parseArgs(arguments.stream().map(String::valueOf).toArray(String[]::new));
            if (line.isUsageHelpRequested()) {
                printUsage(shell.out(), shell);
            } else {
                command.run(shell);
            }
            return null;
        } catch (ParameterException e) {
            throw new CommandFailure(
                    e.getMessage() + suggestions(e) + System.lineSeparator() + synopsis() + System.lineSeparator()
                            + "See “" + name + " --help”.",
                    e);
        } catch (IllegalArgumentException | IllegalStateException | UserError e) {
            throw new CommandFailure(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private CommandLine line(ShellCommand command) {
        CommandSpec spec = CommandSpec.forAnnotatedObject(command).name(name);
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("show this text")
                .build());
        return new CommandLine(spec);
    }

    private static String suggestions(ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getSuggestions().isEmpty()
                ? ". Did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?"
                : "";
    }

    /** One line: what it does. */
    String summary() {
        String[] description = line(runs.get()).getCommandSpec().usageMessage().description();
        return description.length == 0 ? "" : description[0];
    }

    private String synopsis() {
        CommandLine line = line(runs.get());
        return "Usage: " + line.getHelp().synopsis("Usage: ".length()).strip();
    }

    void printUsage(PrintStream out, GogoSession shell) {
        CommandLine line = line(runs.get());
        line.getCommandSpec().usageMessage().width(Math.clamp(shell.width(), 55, 120));
        line.usage(out, shell.interactive() ? Ansi.ON : Ansi.OFF);
    }

    List<OptionSpec> options() {
        return line(runs.get()).getCommandSpec().options();
    }

    /**
     * What the last of these words may be.
     *
     * @param words what was typed after the command's name; the last one may be empty
     */
    Stream<String> complete(List<String> words) {
        ShellCommand command = runs.get();
        CommandLine line = line(command);
        List<String> before = words.subList(0, words.size() - 1);
        try {
            line.parseArgs(before.toArray(String[]::new));
        } catch (ParameterException incomplete) {
            // Half a line is what completion is for; what could be read is in the fields.
        }
        CommandSpec spec = line.getCommandSpec();
        OptionSpec option = before.isEmpty() ? null : spec.findOption(before.getLast());
        if (option != null && option.arity().max() > 0) {
            return candidates(command, option);
        }
        long position = before.stream()
                .filter(word -> !word.startsWith("-"))
                .filter(word -> !isValue(before, before.indexOf(word), spec))
                .count();
        return spec.positionalParameters().stream()
                .filter(parameter -> parameter.index().contains(Math.toIntExact(position)))
                .min(Comparator.comparing(PositionalParamSpec::index))
                .map(parameter -> candidates(command, parameter))
                .orElse(Stream.empty());
    }

    private static boolean isValue(List<String> words, int index, CommandSpec spec) {
        OptionSpec option = index == 0 ? null : spec.findOption(words.get(index - 1));
        return option != null && option.arity().max() > 0;
    }

    private static Stream<String> candidates(ShellCommand command, ArgSpec argument) {
        Stream<String> fixed = argument.type().isEnum()
                ? Stream.of(argument.type().getEnumConstants()).map(String::valueOf)
                : Stream.empty();
        return Stream.concat(fixed, command.complete(argument.paramLabel()));
    }
}
