package dev.backline.profiler.shell;

import dev.backline.api.shell.ShellSession;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Of a script that reads nothing. */
final class TestShell implements ShellSession {

    private final PrintStream out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    @Override
    public PrintStream out() {
        return out;
    }

    @Override
    public int width() {
        return 120;
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public String user() {
        return "somebody";
    }

    @Override
    public Optional<String> recall(String name) {
        return Optional.empty();
    }

    @Override
    public void remember(String name, String text) {}
}
