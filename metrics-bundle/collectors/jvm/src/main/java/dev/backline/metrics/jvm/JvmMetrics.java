package dev.backline.metrics.jvm;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import dev.backline.metrics.catalog.Buckets;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Label;
import dev.backline.metrics.catalog.Labelled;
import dev.backline.metrics.catalog.Readings.Sink;
import dev.backline.metrics.catalog.Recent;
import dev.backline.metrics.catalog.Term;
import dev.backline.metrics.catalog.Timing;
import dev.backline.metrics.catalog.Vocabulary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is measured of the virtual machine and its process. */
final class JvmMetrics extends Catalog {

    private static final Label<Term> POOL = Label.of("pool", "memory pools of the JVM");
    private static final Label<Term> BUFFERS = Label.of("pool", "buffer pools of the JVM");
    private static final Label<Term> GC = Label.of("gc", "garbage collectors of the JVM");

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    private final List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans();
    private final List<BufferPoolMXBean> buffers = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    private final Vocabulary poolNames =
            Vocabulary.of(pools.stream().map(MemoryPoolMXBean::getName).toList());
    private final Vocabulary bufferNames =
            Vocabulary.of(buffers.stream().map(BufferPoolMXBean::getName).toList());
    private final Vocabulary gcNames = Vocabulary.of(ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .toList());
    private final Inside inside = new Inside(ManagementFactory.getPlatformMBeanServer());

    private final Set<String> heapPools = pools.stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());

    /** Written by the thread that tells of collections, in bytes; not a number before the first. */
    private volatile double heapAfterGc = Double.NaN;

    private final Labelled<Term, Timing> pauses = timings(
            "backline_jvm_gc_pause_seconds",
            "Time that the garbage collector stopped the bot",
            Buckets.ofMillis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000),
            GC);

    /**
     * Of this process.
     *
     * @param version of the bot
     * @param home where it keeps its data, logs and profiles
     */
    JvmMetrics(String version, Path home) {
        super("metrics-jvm");
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName)
                .filter(JvmMetrics::pauses)
                .forEach(name -> pauses.of(gcNames.term(name)));
        process();
        resident();
        disk(home);
        memory();
        threads();
        classes();
        info(
                "backline_build_info",
                "What runs",
                Fact.of("version", "version of the bot", version),
                Fact.of(
                        "runtime",
                        "version of the Java runtime",
                        Runtime.version().toString()),
                Fact.of("vendor", "vendor of the Java runtime", System.getProperty("java.vm.vendor", "unknown")));
    }

    private void process() {
        counter(
                "backline_process_cpu_seconds_total",
                "CPU time of the process",
                () -> system.getProcessCpuTime() / 1e9);
        gauge("backline_process_cpus", "CPUs that the process may use", system::getAvailableProcessors);
        double started = ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3;
        gauge("backline_process_start_time_seconds", "When the process was started, in Unix time", () -> started);
        if (system instanceof UnixOperatingSystemMXBean unix) {
            gauge("backline_process_open_files", "Files and sockets that are open", unix::getOpenFileDescriptorCount);
            gauge("backline_process_max_files", "Files and sockets that may be open", unix::getMaxFileDescriptorCount);
        }
    }

    private void resident() {
        Recent<Double> resident = new Recent<>(() -> residentBytes(STATUS), Duration.ofSeconds(10));
        gauge(
                "backline_process_resident_memory_bytes",
                "Memory that the process has taken: heap, code, threads, and what native libraries hold",
                resident::get);
        gauge(
                "backline_process_memory_limit_bytes",
                "Memory of the container, or of the machine where there is none",
                system::getTotalMemorySize);
    }

    /** As proc(5) says it, in kB; not a number where there is no such file. */
    static double residentBytes(Path status) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.map(RESIDENT::matcher)
                    .filter(Matcher::matches)
                    .mapToDouble(line -> Double.parseDouble(line.group(1)) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | UncheckedIOException unknown) {
            return Double.NaN;
        }
    }

    private void disk(Path home) {
        Recent<Disk> disk = new Recent<>(() -> Disk.of(home), Duration.ofSeconds(10));
        gauge(
                "backline_process_disk_free_bytes",
                "Room for data, logs and profiles on the disk that has the home",
                () -> disk.get().free());
        gauge("backline_process_disk_size_bytes", "Size of the disk that has the home", () -> disk.get()
                .size());
    }

    /** Bytes of a disk; not numbers when the system does not say. */
    private record Disk(double free, double size) {

        static Disk of(Path folder) {
            try {
                FileStore store = Files.getFileStore(folder);
                return new Disk(store.getUsableSpace(), store.getTotalSpace());
            } catch (IOException unknown) {
                return new Disk(Double.NaN, Double.NaN);
            }
        }
    }

    private void memory() {
        gauges("backline_jvm_memory_used_bytes", "Memory in use", POOL, memory(MemoryUsage::getUsed));
        gauges("backline_jvm_memory_committed_bytes", "Memory taken", POOL, memory(MemoryUsage::getCommitted));
        gauges("backline_jvm_memory_max_bytes", "Memory that may be taken", POOL, memory(MemoryUsage::getMax));
        gauges(
                "backline_jvm_buffer_used_bytes",
                "Memory of buffers outside the heap",
                BUFFERS,
                sink -> buffers.forEach(
                        pool -> sink.add(bufferNames.term(pool.getName()), known(pool.getMemoryUsed()))));
        gauges(
                "backline_jvm_buffers",
                "Buffers outside the heap",
                BUFFERS,
                sink -> buffers.forEach(pool -> sink.add(bufferNames.term(pool.getName()), known(pool.getCount()))));
        gauge(
                "backline_jvm_heap_after_gc_bytes",
                "Heap in use when the last garbage collection had ended: what is held, whichever the collector",
                () -> heapAfterGc);
        gauge(
                "backline_jvm_heap_max_bytes",
                "Heap that may be taken",
                () -> known(memory.getHeapMemoryUsage().getMax()));
        counter(
                "backline_jvm_allocated_bytes_total",
                "Memory that was allocated on the heap",
                () -> known(threads.getTotalThreadAllocatedBytes()));
    }

    private Consumer<Sink<Term>> memory(ToLongFunction<MemoryUsage> which) {
        return sink -> pools.forEach(pool -> {
            MemoryUsage usage = pool.getUsage();
            // Without one, the pool is gone.
            sink.add(poolNames.term(pool.getName()), usage == null ? Double.NaN : known(which.applyAsLong(usage)));
        });
    }

    /** What the JVM does not know is negative there. */
    private static double known(long value) {
        return value < 0 ? Double.NaN : value;
    }

    private void threads() {
        gauge("backline_jvm_threads", "Platform threads", threads::getThreadCount);
        gauge("backline_jvm_threads_peak", "The most platform threads there have been", threads::getPeakThreadCount);
        gauge(
                "backline_jvm_virtual_threads_mounted",
                "Virtual threads that run, which are at most as many as their scheduler has threads",
                () -> inside.virtualThreads("MountedVirtualThreadCount"));
        gauge(
                "backline_jvm_virtual_threads_queued",
                "Virtual threads that could run and wait for a thread of their scheduler",
                () -> inside.virtualThreads("QueuedVirtualThreadCount"));
    }

    private void classes() {
        gauge("backline_jvm_classes", "Classes that are loaded", classes::getLoadedClassCount);
        counter("backline_jvm_classes_unloaded_total", "Classes that were unloaded", () ->
                (double) classes.getUnloadedClassCount());
        Recent<Double> loaders = new Recent<>(inside::classLoaders, Duration.ofMinutes(1));
        gauge(
                "backline_jvm_class_loaders",
                "Class loaders, looked at once a minute: a bundle that was replaced and is still there shows here",
                loaders::get);
    }

    /**
     * A garbage collector tells that it ended.
     *
     * @param gc its name
     * @param millis how long it took
     * @param after use of memory pools then, by their names
     */
    void collected(String gc, long millis, Map<String, MemoryUsage> after) {
        if (pauses(gc)) {
            pauses.of(gcNames.term(gc)).record(Duration.ofMillis(millis).toNanos());
        }
        if (collects(gc)) {
            heapAfterGc = after.entrySet().stream()
                    .filter(pool -> heapPools.contains(pool.getKey()))
                    .mapToDouble(pool -> pool.getValue().getUsed())
                    .sum();
        }
    }

    /** Whether there is less in the heap when a garbage collector tells that it ended, and not only a step on the way. */
    private static boolean collects(String name) {
        return !name.contains("Concurrent") && !name.endsWith("Pauses");
    }

    /** Whether what a garbage collector tells of are pauses, and not what it does beside the running bot. */
    private static boolean pauses(String name) {
        return !name.contains("Concurrent") && !name.endsWith("Cycles");
    }
}
