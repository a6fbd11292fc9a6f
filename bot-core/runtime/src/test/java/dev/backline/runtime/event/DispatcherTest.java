package dev.backline.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.backline.api.event.ObserverCost;
import dev.backline.api.event.VoiceObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatcherTest {

    private static final long BUNDLE = 7;
    private static final long OTHER = 8;
    private static final Duration SOON = Duration.ofSeconds(30);

    /** So patient that a busy machine makes no observer look stuck. */
    private final Dispatcher dispatcher = new Dispatcher(Duration.ofSeconds(30));

    private final VoiceFanOut voice = new VoiceFanOut(dispatcher);
    private final List<Long> heard = new CopyOnWriteArrayList<>();
    private final VoiceObserver listening = observer(heard::add);
    private final CountDownLatch release = new CountDownLatch(1);

    private static VoiceObserver observer(LongConsumer packets) {
        return new VoiceObserver() {
            @Override
            public void packetSent(long gapNanos) {
                packets.accept(gapNanos);
            }
        };
    }

    @AfterEach
    void close() {
        release.countDown();
        dispatcher.close();
    }

    @Test
    void passesEventsOnToWhoeverObserves() {
        voice.add(BUNDLE, listening);

        voice.packetSent(20);
        voice.packetSent(21);

        await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly(20L, 21L));
    }

    @Test
    void doesNotCallAnObserverThatIsGone() {
        VoiceObserver other = observer(packet -> {});
        voice.add(BUNDLE, listening);
        voice.add(OTHER, other);
        voice.packetSent(1);
        await().atMost(SOON).until(() -> !heard.isEmpty());

        voice.remove(listening);
        voice.packetSent(2);

        await().atMost(SOON).until(() -> cost(OTHER).calls() == 2);
        assertThat(heard).containsExactly(1L);
        assertThat(dispatcher.costs()).extracting(ObserverCost::bundleId).containsExactly(OTHER);
    }

    @Test
    void doesNotCallAnObserverThatGoesWhileOneBeforeItIsCalled() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        List<Long> last = new CopyOnWriteArrayList<>();
        voice.add(OTHER, observer(packet -> {
            called.countDown();
            try {
                release.await();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }));
        voice.add(BUNDLE, listening);
        voice.add(OTHER, observer(last::add));
        voice.packetSent(1);
        assertThat(called.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        voice.remove(listening);
        release.countDown();

        await().atMost(SOON).untilAsserted(() -> assertThat(last).containsExactly(1L));
        assertThat(heard).isEmpty();
    }

    @Test
    void anObserverThatThrowsDoesNotKeepTheOthersFromHearing() {
        voice.add(OTHER, observer(packet -> {
            throw new IllegalStateException("broken");
        }));
        voice.add(BUNDLE, listening);

        voice.packetSent(1);
        voice.packetSent(2);

        await().atMost(SOON).untilAsserted(() -> assertThat(heard).containsExactly(1L, 2L));
        assertThat(cost(OTHER).errors()).isEqualTo(2);
        assertThat(cost(OTHER).disconnected()).isEmpty();
    }

    @Test
    void anObserverThatThrowsTooOftenIsCalledNoMoreUntilItIsReconnected() {
        voice.add(OTHER, observer(packet -> {
            throw new IllegalStateException("broken");
        }));
        voice.add(BUNDLE, listening);

        LongStream.range(0, 300).forEach(voice::packetSent);

        await().atMost(SOON).until(() -> heard.size() == 300);
        assertThat(cost(OTHER).calls()).isEqualTo(100);
        assertThat(cost(OTHER).disconnected())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("failed 100 times").contains("broken"));

        dispatcher.reconnect(OTHER);
        voice.packetSent(300);

        await().atMost(SOON).until(() -> cost(OTHER).calls() == 101);
    }

    @Test
    void anObserverThatDoesNotReturnIsLeftBehindAndTheOthersHearEverythingOnce() {
        try (Dispatcher impatient = new Dispatcher(Duration.ofSeconds(3))) {
            VoiceFanOut packets = new VoiceFanOut(impatient);
            packets.add(BUNDLE, listening);
            packets.add(OTHER, observer(packet -> {
                while (release.getCount() > 0) {
                    try {
                        release.await();
                    } catch (InterruptedException stubborn) {
                        // Blocks whatever is done about it.
                    }
                }
            }));
            List<Long> after = new CopyOnWriteArrayList<>();
            packets.add(BUNDLE, observer(after::add));

            packets.packetSent(1);
            packets.packetSent(2);

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(after).containsExactly(1L, 2L));
            assertThat(heard).containsExactly(1L, 2L);
            assertThat(impatient.costs())
                    .filteredOn(cost -> cost.bundleId() == OTHER)
                    .singleElement()
                    .satisfies(cost ->
                            assertThat(cost.disconnected().orElseThrow()).contains("did not return for 3000 ms"));
        }
    }

    @Test
    void aPublisherIsNeverHeldUpAndWhatDoesNotFitIsCounted() {
        voice.add(BUNDLE, observer(packet -> {
            try {
                release.await();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        }));

        LongStream.range(0, 100_000).forEach(voice::packetSent);

        assertThat(dispatcher.lost()).isGreaterThan(0);
    }

    @Test
    void theDearerOfTwoObserversHasTheGreaterShare() {
        voice.add(BUNDLE, observer(packet -> {
            long until = System.nanoTime() + 200_000;
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }));
        voice.add(OTHER, observer(packet -> {}));

        LongStream.range(0, 3_000).forEach(voice::packetSent);

        await().atMost(SOON).until(() -> cost(OTHER).calls() == 3_000);
        assertThat(cost(BUNDLE).nanos()).isGreaterThan(5 * cost(OTHER).nanos());
        assertThat(dispatcher.threadNanos()).isPositive();
    }

    private ObserverCost cost(long bundleId) {
        return dispatcher.costs().stream()
                .filter(cost -> cost.bundleId() == bundleId)
                .findFirst()
                .orElseThrow();
    }
}
