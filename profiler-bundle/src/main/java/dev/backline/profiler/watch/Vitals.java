package dev.backline.profiler.watch;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Locale;

/** What the watch looks at in this JVM. */
public interface Vitals {

    /** CPU time that the process has used so far, in nanoseconds. */
    long cpuNanos();

    /** How many CPUs there are. */
    int cpus();

    /** Share of the old generation that is used, 0 to 1; 0 when the JVM does not say. */
    double oldGeneration();

    /** Those of this process. */
    static Vitals ofThisProcess() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Vitals() {
            @Override
            public long cpuNanos() {
                return system.getProcessCpuTime();
            }

            @Override
            public int cpus() {
                return Runtime.getRuntime().availableProcessors();
            }

            @Override
            public double oldGeneration() {
                return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .filter(Vitals::isOld)
                        .mapToDouble(Vitals::share)
                        .max()
                        .orElse(0);
            }
        };
    }

    private static boolean isOld(MemoryPoolMXBean pool) {
        String name = pool.getName().toLowerCase(Locale.ROOT);
        return name.contains("old") || name.contains("tenured");
    }

    private static double share(MemoryPoolMXBean pool) {
        MemoryUsage usage = pool.getUsage();
        return usage == null || usage.getMax() <= 0 ? 0 : (double) usage.getUsed() / usage.getMax();
    }
}
