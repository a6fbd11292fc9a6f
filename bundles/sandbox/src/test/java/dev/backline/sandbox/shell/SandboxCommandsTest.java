package dev.backline.sandbox.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellSession;
import dev.backline.sandbox.server.EmbeddedDiscord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class SandboxCommandsTest {

    @AutoClose
    private final EmbeddedDiscord discord;

    private final SandboxCommands commands;

    SandboxCommandsTest() throws IOException {
        discord = EmbeddedDiscord.open(0, "sandbox", List.of("demo"));
        commands = new SandboxCommands(discord);
    }

    private ShellCommand fault() {
        return Objects.requireNonNull(commands.commands().get("fault")).get();
    }

    /** What is printed, or why it failed. */
    private String said(String... arguments) throws Exception {
        ShellCommand command = fault();
        new CommandLine(command).parseArgs(arguments);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try {
            command.run(new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyFaultThatIsCompletedIsExplained() {
        List<String> explained = Arrays.stream(
                        new CommandLine(fault()).getCommandSpec().usageMessage().footer())
                .filter(line -> line.matches("[a-z0-9].*"))
                .map(line -> line.split(" ", 2)[0])
                .toList();

        assertThat(fault().complete("FAULT")).containsExactlyElementsOf(explained);
    }

    @Test
    void everyFaultThatIsCompletedIsThere() throws Exception {
        for (String kind : fault().complete("FAULT").toList()) {
            assertThat(said(kind, "so much")).as(kind).doesNotContain("There is no fault");
        }
        assertThat(said("boredom")).startsWith("There is no fault “boredom”. Faults: latency, 429, ");
    }

    private record Screen(PrintStream out) implements ShellSession {

        @Override
        public int width() {
            return 200;
        }

        @Override
        public boolean interactive() {
            return false;
        }

        @Override
        public String user() {
            return "tester";
        }

        @Override
        public Optional<String> recall(String name) {
            return Optional.empty();
        }

        @Override
        public void remember(String name, String text) {
            throw new UnsupportedOperationException();
        }
    }
}
