package dev.backline.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.assertj.core.api.SoftAssertions;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.ServiceReference;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What the operators' shell promises of every command of the distribution, whichever bundle it is of. */
public class ShellIT extends DevelopmentSet {

    /** Numbers, and words of the operator's own: nobody can propose them. Of others, the label says what they are. */
    private static final Set<String> FREE = Set.of(
            "COUNT", "FILE", "INPUT=TEXT", "MILLIS", "N", "NAME", "PASSWORD", "REGION", "SECONDS", "TEXT", "VALUE");

    /** What can only be known when what stands before it is. */
    private static final Set<String> PARTS = Set.of("BUTTON", "CHANNEL");

    /** By full name, as the bundles offer them at this moment. */
    private Map<String, Supplier<ShellCommand>> commands() throws Exception {
        Map<String, Supplier<ShellCommand>> all = new TreeMap<>();
        for (ServiceReference<ShellCommands> reference : context.getServiceReferences(ShellCommands.class, null)) {
            ShellCommands commands = context.getService(reference);
            commands.commands().forEach((name, runs) -> all.put(commands.scope() + ":" + name, runs));
        }
        return all;
    }

    @Before
    public void play() throws Exception {
        assertThat(alice().says("/join")).contains("I am in");
        alice().says("/play tone 440");
    }

    @Test
    public void everyCommandExplainsItselfAndItsArguments() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, Supplier<ShellCommand>> entry : commands().entrySet()) {
            String name = entry.getKey();
            CommandSpec command =
                    CommandSpec.forAnnotatedObject(entry.getValue().get());

            softly.assertThat(command.usageMessage().description()).as(name).isNotEmpty();
            for (ArgSpec argument : command.args()) {
                softly.assertThat(argument.description())
                        .as("%s %s", name, argument.paramLabel())
                        .isNotEmpty();
            }
            softly.assertThat(shell(name + " --help")).as(name).startsWith("Usage: " + name);
        }
        softly.assertAll();
    }

    @Test
    public void everyArgumentThatCouldBeKnownIsCompleted() throws Exception {
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, Supplier<ShellCommand>> entry : commands().entrySet()) {
            if (entry.getKey().startsWith("lavalink:")) {
                // There are no nodes here, and nobody plays on one.
                continue;
            }
            ShellCommand command = entry.getValue().get();
            for (ArgSpec argument : CommandSpec.forAnnotatedObject(command).args()) {
                String label = argument.paramLabel();
                if (argument.arity().max() > 0
                        && !argument.type().isEnum()
                        && !FREE.contains(label)
                        && !PARTS.contains(label)) {
                    softly.assertThat(command.complete(label))
                            .as("%s %s", entry.getKey(), label)
                            .isNotEmpty();
                }
            }
        }
        softly.assertAll();
    }

    @Test
    public void whatIsForScriptsIsJson() throws Exception {
        List<String> tried = new ArrayList<>();
        for (Map.Entry<String, Supplier<ShellCommand>> entry : commands().entrySet()) {
            ShellCommand command = entry.getValue().get();
            CommandSpec spec = CommandSpec.forAnnotatedObject(command);
            Optional<String> arguments = firstOfEach(spec.positionalParameters(), command);
            if (spec.findOption("--json") != null && arguments.isPresent()) {
                String printed = shell(entry.getKey() + arguments.get() + " --json");
                try (JsonReader reader = Json.createReader(new StringReader(printed))) {
                    assertThat(reader.readValue()).as(entry.getKey()).isNotNull();
                }
                tried.add(entry.getKey());
            }
        }
        assertThat(tried)
                .contains(
                        "bot:status",
                        "feature:history",
                        "feature:info",
                        "feature:list",
                        "metrics:list",
                        "metrics:show");
    }

    /** What has to be given, as it would be completed first; nothing when something cannot be proposed. */
    private static Optional<String> firstOfEach(List<PositionalParamSpec> parameters, ShellCommand command) {
        StringBuilder line = new StringBuilder();
        for (PositionalParamSpec parameter : parameters) {
            // A script that does something is not to be tried like this.
            if (parameter.paramLabel().equals("ACTION")) {
                return Optional.empty();
            }
            if (parameter.required()) {
                Optional<String> first =
                        command.complete(parameter.paramLabel()).findFirst();
                if (first.isEmpty()) {
                    return Optional.empty();
                }
                line.append(' ').append(first.get());
            }
        }
        return Optional.of(line.toString());
    }
}
