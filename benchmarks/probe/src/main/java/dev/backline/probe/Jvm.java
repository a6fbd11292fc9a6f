package dev.backline.probe;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import javax.management.JMException;
import javax.management.ObjectName;

/** This process, as the JVM counts it. Safe for use by any thread. */
final class Jvm {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** CPU time so far, of everything; in steps of some milliseconds. */
    long cpuNanos() {
        return system.getProcessCpuTime();
    }

    /** CPU time so far of each thread of the platform that is there, by its id, in small steps. The JVM's own are left out. */
    Map<Long, Long> threadNanos() {
        long[] ids = threads.getAllThreadIds();
        long[] nanos = threads.getThreadCpuTime(ids);
        Map<Long, Long> known = HashMap.newHashMap(ids.length);
        for (int i = 0; i < ids.length; i++) {
            known.put(ids[i], Math.max(0, nanos[i]));
        }
        return known;
    }

    /** CPU time that all threads have used since an earlier moment. */
    long threadNanosSince(Map<Long, Long> before) {
        long sum = 0;
        for (Map.Entry<Long, Long> now : threadNanos().entrySet()) {
            sum += now.getValue() - before.getOrDefault(now.getKey(), 0L);
        }
        return sum;
    }

    /** Bytes of all objects that were made so far. */
    long allocatedBytes() {
        return threads.getTotalThreadAllocatedBytes();
    }

    /** Classes that were loaded so far. */
    long loadedClasses() {
        return ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
    }

    /** Threads of the platform. */
    int threads() {
        return threads.getThreadCount();
    }

    /** What is reachable. Collects garbage. */
    Histogram live() {
        // What is cleaned up after this collection is garbage in that of the histogram.
        System.gc();
        try {
            return Histogram.parse((String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()}));
        } catch (JMException e) {
            throw new IllegalStateException("This JVM counts no objects", e);
        }
    }
}
