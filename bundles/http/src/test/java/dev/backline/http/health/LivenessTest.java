package dev.backline.http.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.felix.hc.api.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LivenessTest {

    @Test
    void aProcessThatRunsIsLive() {
        Result result = new Liveness(() -> true).execute();

        assertThat(result.getStatus()).isEqualTo(Result.Status.OK);
        assertThat(result.toString()).contains("threads run");
    }

    @Test
    void withoutItsFrameworkItIsNot() {
        Result result = new Liveness(() -> false).execute();

        assertThat(result.getStatus()).isEqualTo(Result.Status.CRITICAL);
        assertThat(result.toString()).contains("the framework does not run");
    }

    @Test
    void threadsThatWaitForEachOtherAreNamed() throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch bothHold = new CountDownLatch(2);
        Thread first = deadlocked("first of two", one, other, bothHold);
        Thread second = deadlocked("second of two", other, one, bothHold);
        try {
            while (!waitsFor(other, first) || !waitsFor(one, second)) {
                Thread.onSpinWait();
            }

            Result result = new Liveness(() -> true).execute();

            assertThat(result.getStatus()).isEqualTo(Result.Status.CRITICAL);
            assertThat(result.toString()).contains("wait for each other", "first of two", "second of two");
        } finally {
            first.interrupt();
            second.interrupt();
        }
        assertThat(first.join(Duration.ofSeconds(30))).isTrue();
        assertThat(second.join(Duration.ofSeconds(30))).isTrue();
        assertThat(new Liveness(() -> true).execute().getStatus()).isEqualTo(Result.Status.OK);
    }

    private static boolean waitsFor(ReentrantLock lock, Thread thread) {
        return lock.hasQueuedThread(thread) && thread.getState() == Thread.State.WAITING;
    }

    private static Thread deadlocked(String name, ReentrantLock mine, ReentrantLock yours, CountDownLatch bothHold) {
        return Thread.ofPlatform().daemon().name(name).start(() -> {
            mine.lock();
            try {
                bothHold.countDown();
                bothHold.await();
                yours.lockInterruptibly();
                yours.unlock();
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            } finally {
                mine.unlock();
            }
        });
    }
}
