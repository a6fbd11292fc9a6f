package dev.backline.console.shell;

import dev.backline.api.shell.ShellSession;
import java.io.PrintStream;
import java.util.Optional;
import org.apache.felix.service.command.CommandSession;
import org.jline.terminal.Terminal;

/** A session of Gogo, with a terminal or without one. */
record GogoSession(CommandSession session) implements ShellSession {

    private static final int WIDTH_WITHOUT_TERMINAL = 120;
    private static final int LEAST = 40;

    @Override
    public PrintStream out() {
        return session.getConsole();
    }

    @Override
    public int width() {
        return terminal()
                .map(Terminal::getWidth)
                .filter(width -> width > 0)
                .or(this::columns)
                .map(width -> Math.max(LEAST, width))
                .orElse(WIDTH_WITHOUT_TERMINAL);
    }

    /** What the command line says of the terminal that it prints to. */
    private Optional<Integer> columns() {
        return Optional.ofNullable(session.get("COLUMNS"))
                .map(Object::toString)
                .filter(text -> text.matches("[1-9]\\d{0,3}"))
                .map(Integer::valueOf);
    }

    @Override
    public boolean interactive() {
        return terminal()
                .filter(terminal -> !terminal.getType().startsWith("dumb"))
                .isPresent();
    }

    private Optional<Terminal> terminal() {
        return session.get(".terminal") instanceof Terminal terminal ? Optional.of(terminal) : Optional.empty();
    }

    @Override
    public String user() {
        return session.get(USER) instanceof String remote ? remote : System.getProperty("user.name", "");
    }

    @Override
    public Optional<String> recall(String name) {
        return Optional.ofNullable(session.get(name)).map(Object::toString);
    }

    @Override
    public void remember(String name, String text) {
        session.put(name, text);
    }
}
