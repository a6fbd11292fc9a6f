package dev.backline.metrics.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backline.contract.metrics.ReadableMetrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JvmMetricsTest {

    private final ReadableMetrics metrics = new ReadableMetrics();

    private Map<String, Double> values() {
        metrics.add(new JvmMetrics("1.2.3"));
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
