package dev.backline.api.shell;

import java.time.Duration;

/** A page that is printed again and again, in the same place, until the operator ends it. */
public final class LiveView {

    /** Home, and clear what is below. */
    private static final String CLEAR = "\u001b[H\u001b[J";

    private final ShellSession shell;
    private final int times;
    private final Duration every;
    private final boolean inPlace;

    /**
     * For one run of a command.
     *
     * @param count how often; 0 for until it is ended, or once where nobody sits in front of it
     * @param seconds from one page to the next; less than 1 counts as 1
     */
    public LiveView(ShellSession shell, int count, int seconds) {
        this.shell = shell;
        times = count > 0 ? count : shell.interactive() ? Integer.MAX_VALUE : 1;
        every = Duration.ofSeconds(Math.max(1, seconds));
        inPlace = shell.interactive() && times > 1;
    }

    /** Waits until the next page is due, for what compares two moments. Returns false when the operator ended it. */
    public boolean pause() {
        try {
            Thread.sleep(every);
            return true;
        } catch (InterruptedException end) {
            // It has done what it was for. The shell would report one that is passed on.
            return false;
        }
    }

    /** Prints the page as often as asked, with a pause after each but the last. */
    public void show(Runnable page) {
        for (int i = 0; i < times; i++) {
            if (i > 0 && !pause()) {
                return;
            }
            if (inPlace) {
                shell.out().print(CLEAR);
            }
            page.run();
        }
    }
}
