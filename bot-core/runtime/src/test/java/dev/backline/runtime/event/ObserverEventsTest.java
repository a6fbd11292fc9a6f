package dev.backline.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.api.event.VoiceObserver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObserverEventsTest {

    private final ObserverEvents events = new ObserverEvents();
    private final List<Long> heard = new ArrayList<>();
    private final VoiceObserver listening = new VoiceObserver() {
        @Override
        public void packetSent(long gapNanos) {
            heard.add(gapNanos);
        }
    };

    @Test
    void passesEventsOnToWhoeverObserves() {
        events.addVoiceObserver(listening);

        events.voice().packetSent(20);

        assertThat(heard).containsExactly(20L);
    }

    @Test
    void aPublisherReachesObserversThatComeAfterIt() {
        VoiceObserver kept = events.voice();
        events.addVoiceObserver(listening);
        kept.packetSent(1);
        events.removeVoiceObserver(listening);
        kept.packetSent(2);

        assertThat(heard).containsExactly(1L);
    }

    @Test
    void anObserverThatThrowsDoesNotKeepTheOthersFromHearing() {
        events.addVoiceObserver(new VoiceObserver() {
            @Override
            public void packetSent(long gapNanos) {
                throw new IllegalStateException("broken");
            }
        });
        events.addVoiceObserver(listening);

        events.voice().packetSent(1);
        events.voice().packetSent(2);

        assertThat(heard).containsExactly(1L, 2L);
    }
}
