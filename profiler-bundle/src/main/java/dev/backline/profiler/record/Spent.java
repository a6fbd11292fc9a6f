package dev.backline.profiler.record;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used since it began, as the JVM counts it: what samples are held against.
 *
 * @param cpuNanos CPU time of all threads, the JVM's own included
 * @param allocatedBytes bytes of new objects
 */
public record Spent(long cpuNanos, long allocatedBytes) {

    /** Until now. */
    public static Spent untilNow() {
        return new Spent(
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime(),
                ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getTotalThreadAllocatedBytes());
    }

    /** Since an earlier moment. */
    public Spent since(Spent before) {
        return new Spent(cpuNanos - before.cpuNanos, allocatedBytes - before.allocatedBytes);
    }
}
