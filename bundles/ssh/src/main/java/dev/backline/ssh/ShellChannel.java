package dev.backline.ssh;

import dev.backline.api.shell.ShellSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import org.apache.felix.gogo.jline.Shell;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.Signal;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.InputFlag;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Attributes.OutputFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.ExternalTerminal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One channel of a client: the shell, or one command of it when the client gave one. */
final class ShellChannel implements Command {

    private static final Logger log = LoggerFactory.getLogger(ShellChannel.class);

    private final Shell gosh;
    private final CommandProcessor shell;
    private final String operator;
    private final @Nullable String line;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private OutputStream err = OutputStream.nullOutputStream();
    private ExitCallback exit = (code, message, now) -> {};
    private volatile @Nullable Thread thread;

    /**
     * Of a session that somebody logged in to.
     *
     * @param gosh the interactive shell
     * @param shell runs single commands
     * @param line what to run; null for the shell itself
     */
    ShellChannel(Shell gosh, CommandProcessor shell, Session session, @Nullable String line) {
        this.gosh = gosh;
        this.shell = shell;
        this.operator = Objects.requireNonNull(session.getAttribute(AuthorizedKeys.OPERATOR));
        this.line = line;
    }

    @Override
    public void setInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public void setOutputStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void setErrorStream(OutputStream err) {
        this.err = err;
    }

    @Override
    public void setExitCallback(ExitCallback callback) {
        this.exit = callback;
    }

    @Override
    public void start(ChannelSession channel, Environment environment) {
        thread = Thread.ofPlatform().name("backline-ssh-session").daemon().start(() -> {
            log.info("{} opened {}", operator, line == null ? "a shell" : "a session for one command");
            int code = line == null ? converse(environment) : execute(line);
            log.info("{} is gone", operator);
            exit.onExit(code);
        });
    }

    private int execute(String command) {
        PrintStream output = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        try (CommandSession session = shell.createSession(InputStream.nullInputStream(), output, errors)) {
            session.put("SCOPE", "bot:*");
            session.put(ShellSession.USER, operator);
            Object result = session.execute(command);
            if (result != null) {
                output.println(session.format(result, Converter.INSPECT));
            }
            return 0;
        } catch (Exception e) { // whatever a command throws is the operator's to read
            errors.println(e.getMessage() == null ? e.toString() : e.getMessage());
            return 1;
        } finally {
            output.flush();
            errors.flush();
        }
    }

    private int converse(Environment environment) {
        try (Terminal terminal = terminal(environment);
                CommandSession session = shell.createSession(terminal.input(), terminal.output(), terminal.output())) {
            session.put(".terminal", terminal);
            session.put(ShellSession.USER, operator);
            // Not as a command: it would wait for itself to end before it asks for the next one.
            gosh.gosh(session, new String[] {"--login", "--noshutdown", "--nohistory"});
            return 0;
        } catch (Exception e) { // what went wrong in the shell was said there
            log.debug("The shell of {} ended", operator, e);
            return 1;
        }
    }

    /** Does for the client's terminal what a line discipline does for a local one. */
    private Terminal terminal(Environment environment) throws IOException {
        Map<String, String> variables = environment.getEnv();
        Attributes attributes = new Attributes();
        attributes.setInputFlags(EnumSet.of(InputFlag.ICRNL));
        attributes.setOutputFlags(EnumSet.of(OutputFlag.OPOST, OutputFlag.ONLCR));
        attributes.setLocalFlags(EnumSet.of(LocalFlag.ICANON, LocalFlag.ECHO, LocalFlag.ECHOE, LocalFlag.ISIG));
        attributes.setControlChar(Attributes.ControlChar.VINTR, 3);
        attributes.setControlChar(Attributes.ControlChar.VEOF, 4);
        attributes.setControlChar(Attributes.ControlChar.VERASE, 127);
        Terminal terminal = new ExternalTerminal(
                "ssh",
                variables.getOrDefault(Environment.ENV_TERM, "dumb"),
                in,
                out,
                StandardCharsets.UTF_8,
                Terminal.SignalHandler.SIG_DFL,
                true);
        terminal.setAttributes(attributes);
        terminal.setSize(size(variables));
        terminal.resume();
        environment.addSignalListener(
                (channel, signal) -> {
                    terminal.setSize(size(variables));
                    terminal.raise(Terminal.Signal.WINCH);
                },
                Signal.WINCH);
        return terminal;
    }

    private static Size size(Map<String, String> variables) {
        return new Size(
                number(variables.get(Environment.ENV_COLUMNS), 80), number(variables.get(Environment.ENV_LINES), 24));
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    @Override
    public void destroy(ChannelSession channel) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
