package dev.backline.sandbox.node.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellSession;
import dev.backline.sandbox.node.Fault;
import dev.backline.sandbox.node.server.LoopbackNodes;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;

@Timeout(60)
class NodeCommandsTest {

    @AutoClose
    private final LoopbackNodes nodes;

    private final NodeCommands commands;

    NodeCommandsTest() throws NoSuchAlgorithmException {
        nodes = new LoopbackNodes(SSLContext.getDefault());
        commands = new NodeCommands(nodes, "secret");
    }

    private String run(String name, String... arguments) throws Exception {
        ShellCommand command =
                Objects.requireNonNull(commands.commands().get(name)).get();
        new CommandLine(command).parseArgs(arguments);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        command.run(new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8)));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nodesAreAddedListedAndRemoved() throws Exception {
        assertThat(run("nodes")).contains("sandbox:node add NAME");
        assertThat(run("node", "add", "a", "--region", "rotterdam"))
                .contains(nodes.node("a").uri().toString());
        assertThat(nodes.node("a").settings().password()).isEqualTo("secret");

        assertThat(run("nodes")).contains("rotterdam", nodes.node("a").uri().toString());

        run("node", "remove", "a");
        assertThat(nodes.nodes()).isEmpty();
    }

    @Test
    void nodesAreBrokenAndHealed() throws Exception {
        run("node", "add", "a");
        run("node", "lag", "a", "250");
        run("node", "refuse", "a");
        run("node", "load", "a");
        assertThat(nodes.node("a").faults())
                .containsExactly(new Fault.Lag(Duration.ofMillis(250)), new Fault.Refusal(), new Fault.Overload());
        assertThat(run("nodes")).contains("lags 250 ms, refuses its password, reports load");

        run("node", "heal", "a");
        assertThat(nodes.node("a").faults()).isEmpty();
        run("node", "hang", "a");
        assertThat(run("nodes")).contains("hangs");
        run("node", "die", "a");
        assertThat(run("nodes")).contains("dead");
        run("node", "restart", "a");
        assertThat(nodes.node("a").faults()).isEmpty();
    }

    @Test
    void mistakesAreExplained() throws Exception {
        run("node", "add", "a");

        assertThatThrownBy(() -> run("node", "explode", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("restart");
        assertThatThrownBy(() -> run("node", "die", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Nodes: a");
        assertThatThrownBy(() -> run("node", "lag", "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("60000 ms");
    }

    @Test
    void namesAndActionsAreCompleted() throws Exception {
        run("node", "add", "a");
        ShellCommand node =
                Objects.requireNonNull(commands.commands().get("node")).get();

        assertThat(node.complete("ACTION")).contains("die", "heal");
        assertThat(node.complete("NAME")).containsExactly("a");
    }

    @Test
    void everyActionThatIsCompletedIsExplainedAndDone() throws Exception {
        ShellCommand node =
                Objects.requireNonNull(commands.commands().get("node")).get();
        List<String> actions = node.complete("ACTION").toList();

        assertThat(Arrays.stream(new CommandLine(node)
                                .getCommandSpec()
                                .usageMessage()
                                .footer())
                        .filter(line -> line.matches("[a-z].*"))
                        .map(line -> line.split(" ", 2)[0]))
                .containsExactlyElementsOf(actions);
        for (String action : actions) {
            // To be done to a node of the same name.
            if (!action.equals("add")) {
                run("node", "add", action);
            }
            assertThat(run("node", action, action, "0")).as(action).contains(action);
        }
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
