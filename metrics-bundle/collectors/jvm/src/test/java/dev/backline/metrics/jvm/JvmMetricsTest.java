package dev.backline.metrics.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.contract.metrics.ReadableMetrics;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JvmMetricsTest {

    private final ReadableMetrics metrics = new ReadableMetrics();

    private final JvmMetrics jvm = new JvmMetrics("1.2.3", Path.of("."));

    private Map<String, Double> values() {
        metrics.add(jvm);
        return metrics.values();
    }

    @Test
    void theProcessIsMeasured() {
        Map<String, Double> values = values();

        assertThat(values.get("backline_process_cpu_seconds_total")).isPositive();
        assertThat(values.get("backline_process_cpus")).isGreaterThanOrEqualTo(1);
        assertThat(values.get("backline_process_open_files")).isPositive();
        assertThat(values.get("backline_process_start_time_seconds")).isGreaterThan(1.7e9);
        assertThat(values.get("backline_jvm_allocated_bytes_total")).isPositive();
        assertThat(values.get("backline_jvm_threads")).isPositive();
    }

    @Test
    void poolsAndCollectorsAreThoseOfThisJvm() {
        assertThat(values().keySet())
                .anyMatch(name -> name.startsWith("backline_jvm_memory_used_bytes{pool=Metaspace"))
                .anyMatch(name -> name.startsWith("backline_jvm_buffer_used_bytes{pool=direct"))
                .anyMatch(name -> name.startsWith("backline_jvm_gc_pause_seconds{gc="))
                .noneMatch(name -> name.contains("=other"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatTheProcessHasTakenOfItsMachineIsMeasured() {
        Map<String, Double> values = values();

        assertThat(values.get("backline_process_resident_memory_bytes"))
                .isGreaterThan(10e6)
                .isLessThan(values.get("backline_process_memory_limit_bytes"));
    }

    @Test
    void whatTheSystemDoesNotSayIsNoNumber(@TempDir Path folder) throws IOException {
        Path silent = Files.writeString(folder.resolve("status"), "Name:\tjava\n");

        assertThat(JvmMetrics.residentBytes(silent)).isNaN();
        assertThat(JvmMetrics.residentBytes(folder.resolve("none"))).isNaN();
    }

    @Test
    void theDiskOfTheHomeIsMeasured() {
        Map<String, Double> values = values();

        assertThat(values.get("backline_process_disk_free_bytes"))
                .isNotNegative()
                .isLessThanOrEqualTo(values.get("backline_process_disk_size_bytes"));
    }

    @Test
    void theHeapAfterACollectionIsThatOfTheCollectorWhichEnded() {
        jvm.collected("Shenandoah Cycles", 40, inUse(30_000_000));
        // Of a step on the way, this one tells that nothing is in use.
        jvm.collected("Shenandoah Pauses", 1, inUse(0));
        // That one looks between two collections.
        jvm.collected("G1 Concurrent GC", 1, inUse(90_000_000));

        Map<String, Double> values = values();
        assertThat(values.get("backline_jvm_heap_after_gc_bytes")).isEqualTo(30_000_000);
        assertThat(values.get("backline_jvm_heap_max_bytes")).isPositive();
    }

    /** That much in one pool of the heap, and as much in each pool outside of it. */
    private static Map<String, MemoryUsage> inUse(long bytes) {
        return Stream.concat(pools(MemoryType.HEAP).limit(1), pools(MemoryType.NON_HEAP))
                .collect(Collectors.toMap(pool -> pool, pool -> new MemoryUsage(0, bytes, bytes, bytes)));
    }

    private static Stream<String> pools(MemoryType type) {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == type)
                .map(MemoryPoolMXBean::getName);
    }

    @Test
    void whatOnlyTheJvmItselfKnowsIsAskedForByName() {
        Map<String, Double> values = values();

        assertThat(values.get("backline_jvm_class_loaders")).isGreaterThan(1);
        assertThat(values.get("backline_jvm_virtual_threads_queued")).isNotNegative();
    }

    @Test
    void theBuildIsNamed() {
        assertThat(values().keySet())
                .anyMatch(name -> name.startsWith("backline_build_info{version=1.2.3,runtime="
                        + Runtime.version().feature()));
    }
}
