package dev.backline.profiler.shell;

import dev.backline.api.shell.ShellSession;
import dev.backline.profiler.record.Progress;
import java.time.Duration;

/** Shows in a terminal how far a recording is; says nothing elsewhere. For one thread. */
final class ProgressBar implements Progress {

    private static final int WIDEST = 40;

    /** Columns that the words beside the bar need. */
    private static final int WORDS = 36;

    private final ShellSession shell;
    private boolean shown;

    ProgressBar(ShellSession shell) {
        this.shell = shell;
    }

    @Override
    public void passed(Duration elapsed, Duration of) {
        if (!shell.interactive()) {
            return;
        }
        int width = Math.clamp(shell.width() - WORDS, 5, WIDEST);
        int full = (int) Math.min(width, width * elapsed.toMillis() / Math.max(1, of.toMillis()));
        shell.out()
                .printf(
                        "\r[%s%s] %d of %d s, Ctrl-C ends early ",
                        "█".repeat(full), "░".repeat(width - full), elapsed.toSeconds(), of.toSeconds());
        shell.out().flush();
        shown = true;
    }

    /** Wipes it out. */
    void end() {
        if (shown) {
            shell.out().print("\r\u001b[K");
            shell.out().flush();
        }
    }
}
