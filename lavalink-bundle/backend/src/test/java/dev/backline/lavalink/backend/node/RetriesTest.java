package dev.backline.lavalink.backend.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.NodeObserver.NodeTrouble;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private final Retries retries = new Retries();

    @Test
    void aNodeThatIsNotReachedIsTriedSoonAndThenLessAndLessOften() {
        assertThat(Stream.generate(() -> retries.after(NodeTrouble.UNREACHABLE))
                        .limit(8)
                        .map(Duration::toMillis))
                .containsExactly(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 15_000L, 15_000L);
    }

    @Test
    void aNodeThatWasReachedIsTriedSoonAgain() {
        retries.after(NodeTrouble.UNREACHABLE);
        retries.after(NodeTrouble.UNREACHABLE);

        retries.succeeded();

        assertThat(retries.after(NodeTrouble.UNREACHABLE)).hasMillis(250);
    }

    @Test
    void aNodeThatAnswersAfterARestartIsTriedSoonAgain() {
        retries.after(NodeTrouble.UNREACHABLE);
        retries.after(NodeTrouble.UNREACHABLE);

        assertThat(retries.after(NodeTrouble.RESTARTED)).hasMillis(250);
    }

    @Test
    void whatSomebodyHasToChangeIsWaitedFor() {
        assertThat(retries.after(NodeTrouble.PASSWORD_REFUSED)).hasSeconds(30);
        assertThat(retries.after(NodeTrouble.UNSUPPORTED)).hasSeconds(30);
        assertThat(retries.after(NodeTrouble.UNREACHABLE)).hasMillis(250);
    }
}
