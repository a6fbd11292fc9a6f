package dev.backline.sandbox.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessFaultsTest {

    private static List<Thread> busy() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sandbox-busy-"))
                .toList();
    }

    @Test
    void threadsAreBusyUntilItEnds() {
        try (ProcessFaults faults = new ProcessFaults()) {
            faults.burn(2);
            List<Thread> threads = busy();

            assertThat(threads).hasSize(2);
            ThreadMXBean used = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            await().untilAsserted(() -> assertThat(threads)
                    .allSatisfy(thread ->
                            assertThat(used.getThreadCpuTime(thread.threadId())).isGreaterThan(10_000_000)));

            faults.burn(1);
            await().untilAsserted(() -> assertThat(busy()).hasSize(1));
        }
        await().untilAsserted(() -> assertThat(busy()).isEmpty());
    }

    @Test
    void memoryIsInUseUntilItIsGivenBack() {
        try (ProcessFaults faults = new ProcessFaults()) {
            long before = inUse();

            faults.hold(before + (20 << 20));
            assertThat(inUse() - before).isGreaterThan(15 << 20);

            faults.fill(0);
            assertThat(inUse() - before).isLessThan(5 << 20);
        }
    }

    /** What a full collection leaves, in bytes. */
    private static long inUse() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
