package dev.backline.console.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backline.api.command.UserError;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellSession;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

class KnownCommandTest {

    enum Size {
        SMALL,
        LARGE
    }

    @Command(description = "Order a drink", footer = "Example: bar:order tea")
    static final class Order implements ShellCommand {

        @Parameters(index = "0", paramLabel = "DRINK", description = "what to drink")
        private String drink = "";

        @Parameters(index = "1", arity = "0..1", paramLabel = "PLACE", description = "where")
        private String place = "";

        @Option(names = "--size", paramLabel = "SIZE", description = "how much")
        private Size size = Size.SMALL;

        @Override
        public void run(ShellSession shell) {
            switch (drink) {
                case "wine" -> throw new UserError("There is no wine");
                case "void" -> throw new IllegalStateException();
                default -> shell.out().println(size + " " + drink + place);
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return switch (label) {
                case "DRINK" -> Stream.of("tea", "water");
                case "PLACE" -> Stream.of("where " + drink + " is drunk");
                default -> Stream.empty();
            };
        }
    }

    private final KnownCommand order = new KnownCommand("bar:order", Order::new);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ThreadIOImpl streams = new ThreadIOImpl();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final CommandSession session =
            new CommandProcessorImpl(streams).createSession(new ByteArrayInputStream(new byte[0]), out, out);

    @AfterEach
    void close() {
        session.close();
        streams.stop();
    }

    private String run(Object... arguments) throws Exception {
        Object unused = order.execute(session, List.of(arguments));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void readsOptionsAndParameters() throws Exception {
        assertThat(run("tea", "--size", "LARGE")).isEqualTo("LARGE tea" + System.lineSeparator());
    }

    @Test
    void takesWhateverTheShellEvaluatedAsText() throws Exception {
        assertThat(run(42L)).startsWith("SMALL 42");
    }

    @Test
    void showsHowItIsUsedWhenAsked() throws Exception {
        assertThat(run("--help"))
                .contains("Usage: bar:order", "Order a drink", "DRINK", "what to drink", "Example: bar:order tea")
                .doesNotContain("\u001B");
    }

    @Test
    void saysWhatIsWrongAndHowItIsUsed() {
        assertThatThrownBy(this::run)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContainingAll("DRINK", "Usage: bar:order", "See “bar:order --help”");
        assertThatThrownBy(() -> run("tea", "--seize", "LARGE")).hasMessageContaining("--seize");
    }

    @Test
    void aFailureIsItsMessageAlone() {
        assertThatThrownBy(() -> run("wine")).hasMessage("There is no wine").hasToString("There is no wine");
    }

    @Test
    void aFailureWithoutMessageSaysItsKind() {
        assertThatThrownBy(() -> run("void")).hasMessageContaining("IllegalStateException");
    }

    @Test
    void completesParametersByTheirPlace() {
        assertThat(order.complete(List.of(""))).containsExactly("tea", "water");
        assertThat(order.complete(List.of("tea", ""))).containsExactly("where tea is drunk");
        assertThat(order.complete(List.of("tea", "here", ""))).isEmpty();
    }

    @Test
    void completesTheValuesOfOptions() {
        assertThat(order.complete(List.of("--size", ""))).containsExactly("SMALL", "LARGE");
    }

    @Test
    void anOptionAndItsValueAreNoParameters() {
        assertThat(order.complete(List.of("--size", "LARGE", ""))).containsExactly("tea", "water");
    }
}
