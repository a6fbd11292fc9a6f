package dev.backline.probe;

import dev.backline.probe.Histogram.Growth;
import java.util.Map;
import java.util.Optional;

/**
 * Measures an operation in batches. Of all batches the least counts: whatever else the process and the machine do meanwhile
 * only adds. For one thread.
 */
final class Measurement {

    /** Compiles the code, and fills what is bounded. */
    private static final int WARM_UP = 6;

    private final Jvm jvm;
    private final Calibration calibration;

    Measurement(Jvm jvm, Calibration calibration) {
        this.jvm = jvm;
        this.calibration = calibration;
    }

    /**
     * Takes some seconds.
     *
     * @param batches how many are measured
     * @throws Exception when the operation failed
     */
    Figures of(Operation operation, int batches) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            operation.batch().run();
            calibration.nanos();
        }
        Histogram before = jvm.live();
        double bytes = Double.MAX_VALUE;
        double cpu = Double.MAX_VALUE;
        long unit = Long.MAX_VALUE;
        long times = 0;
        for (int i = 0; i < batches; i++) {
            unit = Math.min(unit, calibration.nanos());
            Map<Long, Long> cpuBefore = jvm.threadNanos();
            long bytesBefore = jvm.allocatedBytes();
            int done = operation.batch().run();
            bytes = Math.min(bytes, (double) (jvm.allocatedBytes() - bytesBefore) / done);
            cpu = Math.min(cpu, (double) jvm.threadNanosSince(cpuBefore) / done);
            times += done;
        }
        Optional<Growth> growth = jvm.live().since(before);
        return new Figures(
                operation.name(),
                times,
                bytes,
                cpu,
                unit,
                growth.map(Growth::objects).orElse(0L) / (double) times,
                growth.map(Growth::type).orElse(""));
    }
}
