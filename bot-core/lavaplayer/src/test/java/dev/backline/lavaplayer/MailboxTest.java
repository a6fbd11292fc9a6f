package dev.backline.lavaplayer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private final List<String> done = new ArrayList<>();
    private final Mailbox mailbox = new Mailbox(Runnable::run);

    @Test
    void doesWhatCameFirstFirst() {
        mailbox.post(() -> {
            mailbox.post(() -> done.add("second"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void goesOnAfterAnythingThatWasThrown() {
        mailbox.post(() -> {
            throw new IllegalStateException("broken");
        });
        mailbox.post(() -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        mailbox.post(() -> done.add("later"));

        assertThat(done).containsExactly("later");
    }
}
