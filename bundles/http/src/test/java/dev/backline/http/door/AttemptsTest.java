package dev.backline.http.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AttemptsTest {

    private final AtomicLong now = new AtomicLong();
    private final Attempts attempts = new Attempts(now::get);
    private final InetAddress here = address("192.0.2.1");

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            attempts.failed(here);
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void theFirstFewAreFree() {
        fail(4);

        assertThat(attempts.wait(here)).isEmpty();
    }

    @Test
    void eachFurtherOneDoublesTheWait() {
        fail(5);
        assertThat(attempts.wait(here)).contains(Duration.ofSeconds(2));

        fail(1);
        assertThat(attempts.wait(here)).contains(Duration.ofSeconds(4));

        fail(1);
        assertThat(attempts.wait(here)).contains(Duration.ofSeconds(8));
    }

    @Test
    void theWaitEndsAtSomeTime() {
        fail(5);

        pass(Duration.ofSeconds(1));
        assertThat(attempts.wait(here)).contains(Duration.ofSeconds(1));

        pass(Duration.ofSeconds(1));
        assertThat(attempts.wait(here)).isEmpty();
    }

    @Test
    void theWaitHasALimit() {
        fail(1000);

        assertThat(attempts.wait(here)).contains(Duration.ofSeconds(512));
    }

    @Test
    void successIsForgiveness() {
        fail(10);

        attempts.succeeded(here);

        assertThat(attempts.wait(here)).isEmpty();
        assertThat(attempts.failed(here)).isEqualTo(1);
    }

    @Test
    void halfAnHourIsForgivenessToo() {
        fail(10);

        pass(Duration.ofMinutes(31));

        assertThat(attempts.failed(here)).isEqualTo(1);
        assertThat(attempts.wait(here)).isEmpty();
    }

    @Test
    void othersDoNotWait() {
        fail(10);

        assertThat(attempts.wait(address("192.0.2.2"))).isEmpty();
        assertThat(attempts.wait(address("2001:db8::1"))).isEmpty();
    }

    @Test
    void aNetworkOfVersionSixIsOne() {
        for (int i = 0; i < 5; i++) {
            attempts.failed(address("2001:db8:1:2::" + i));
        }

        assertThat(attempts.wait(address("2001:db8:1:2:ffff::1"))).isPresent();
        assertThat(attempts.wait(address("2001:db8:1:3::1"))).isEmpty();
    }

    @Test
    void manyNetworksDoNotFillTheMemory() {
        fail(5);
        for (int i = 0; i < 2000; i++) {
            attempts.failed(address("10.0." + i / 256 + "." + i % 256));
        }

        assertThat(attempts.wait(here))
                .as("the one that was heard of longest ago")
                .isEmpty();
        assertThat(attempts.failed(address("10.0.7.207"))).as("the last one").isEqualTo(2);
    }
}
