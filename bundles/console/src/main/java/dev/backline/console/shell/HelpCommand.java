package dev.backline.console.shell;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellSession;
import java.io.PrintStream;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the commands, or shows how one is used. */
@Command(description = "List the commands, or show how one is used")
final class HelpCommand implements ShellCommand {

    private final CommandRegistry registry;

    @Parameters(
            arity = "0..1",
            paramLabel = "COMMAND",
            description = "for example sandbox:say, or sandbox for all that begin with it")
    private String name = "";

    HelpCommand(CommandRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void run(ShellSession shell) {
        NavigableMap<String, KnownCommand> commands = registry.commands();
        // All that begin with “sandbox:” come before “sandbox;”.
        NavigableMap<String, KnownCommand> chosen =
                name.isEmpty() ? commands : commands.subMap(name + ":", true, name + ";", false);
        if (!chosen.isEmpty()) {
            list(shell.out(), chosen);
            return;
        }
        Optional<KnownCommand> command = registry.find(name);
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "There is no command “" + name + "” of the bot's. Type “help” for a list," + " “gogo:help " + name
                            + "” for a command of the framework");
        }
        command.get().printUsage(shell.out(), (GogoSession) shell);
    }

    private static void list(PrintStream out, Map<String, KnownCommand> commands) {
        int width = commands.keySet().stream().mapToInt(String::length).max().orElse(0);
        commands.forEach((known, command) -> out.printf("  %-" + width + "s  %s%n", known, command.summary()));
        out.println();
        out.println(
                "COMMAND --help says more. gogo:help lists the framework's own commands: lb, start, stop, install ...");
    }

    @Override
    public Stream<String> complete(String label) {
        return registry.commands().keySet().stream()
                .flatMap(command -> Stream.of(command, command.replaceFirst(":.*", "")))
                .distinct();
    }
}
