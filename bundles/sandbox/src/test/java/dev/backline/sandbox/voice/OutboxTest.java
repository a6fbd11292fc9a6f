package dev.backline.sandbox.voice;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final VoiceMessage MESSAGE = VoiceMessage.clientDisconnect(7);

    private final Outbox outbox = new Outbox(3);

    @Test
    void numbersMessagesFromOne() {
        assertThat(outbox.add(MESSAGE)).endsWith("\"seq\":1}");
        assertThat(outbox.add(MESSAGE)).endsWith("\"seq\":2}");
    }

    @Test
    void hasNothingForAClientThatMissedNothing() {
        add(2);

        assertThat(outbox.after(2)).get(InstanceOfAssertFactories.LIST).isEmpty();
    }

    @Test
    void aClientThatGotNoMessageMissedNothingWhenThereWasNone() {
        assertThat(outbox.after(-1)).get(InstanceOfAssertFactories.LIST).isEmpty();
    }

    @Test
    void givesWhatCameAfterANumber() {
        add(3);

        assertThat(outbox.after(1))
                .get(InstanceOfAssertFactories.LIST)
                .containsExactly(MESSAGE.text(2), MESSAGE.text(3));
    }

    @Test
    void givesEverythingToAClientThatGotNothing() {
        add(2);

        assertThat(outbox.after(-1)).get(InstanceOfAssertFactories.LIST).hasSize(2);
        assertThat(outbox.after(0)).get(InstanceOfAssertFactories.LIST).hasSize(2);
    }

    @Test
    void cannotGiveWhatIsNoLongerKept() {
        add(5);

        assertThat(outbox.after(1)).isEmpty();
        assertThat(outbox.after(-1)).isEmpty();
    }

    @Test
    void cannotGiveWhatWasAcknowledgedBefore() {
        add(3);
        outbox.acknowledge(2);

        assertThat(outbox.after(1)).isEmpty();
        assertThat(outbox.after(2)).isPresent();
    }

    @Test
    void aNumberOfTheFutureIsNotTheClientsToKnow() {
        add(1);

        assertThat(outbox.after(9)).isEmpty();
    }

    @Test
    void numbersGoAroundAfterSixteenBits() {
        add(65_535);

        assertThat(outbox.add(MESSAGE)).endsWith("\"seq\":0}");
        assertThat(outbox.after(65_535)).get(InstanceOfAssertFactories.LIST).containsExactly(MESSAGE.text(0));
    }

    private void add(int count) {
        for (int i = 0; i < count; i++) {
            outbox.add(MESSAGE);
        }
    }
}
