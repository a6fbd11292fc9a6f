package dev.backline.api.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {

    private static final String CLEAR = "\u001b[H\u001b[J";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    /** A session that an operator sits in front of, or a script. */
    private record Session(PrintStream out, boolean interactive) implements ShellSession {

        @Override
        public int width() {
            return 80;
        }

        @Override
        public String user() {
            return "alice";
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

    private String shown(boolean interactive, int count) {
        Session session = new Session(new PrintStream(printed, true, StandardCharsets.UTF_8), interactive);
        new LiveView(session, count, 1).show(() -> session.out().print("page "));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aScriptSeesItOnce() {
        assertThat(shown(false, 0)).isEqualTo("page ");
    }

    @Test
    void aScriptSeesItAsOftenAsItAsksOneBelowTheOther() {
        assertThat(shown(false, 2)).isEqualTo("page page ");
    }

    @Test
    void anOperatorSeesItInOnePlaceUntilItIsEnded() {
        Thread.currentThread().interrupt();

        assertThat(shown(true, 0)).isEqualTo(CLEAR + "page ");
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatIsShownToAnOperatorOnceStaysWithWhatWasThere() {
        assertThat(shown(true, 1)).isEqualTo("page ");
    }
}
