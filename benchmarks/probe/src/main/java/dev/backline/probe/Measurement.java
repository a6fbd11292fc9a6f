package dev.backline.probe;

import dev.backline.probe.Histogram.Growth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measures an operation in batches. Of all batches the least counts: whatever else the process and the machine do meanwhile
 * only adds. For one thread.
 */
final class Measurement {

    /** Compile the code, and fill what is bounded. */
    private static final int WARM_UP = 6;

    /** Between two looks at the heap. */
    private static final int KEEPING = 9;

    private final Jvm jvm;
    private final Operation operation;
    private double bytes = Double.MAX_VALUE;
    private double cpu = Double.MAX_VALUE;
    private double retained;
    private String retainedClass = "";

    private Measurement(Jvm jvm, Operation operation) {
        this.jvm = jvm;
        this.operation = operation;
    }

    /**
     * Measures each by itself, and then all in turns: a machine that others use is slow for half a minute at times, and
     * what is measured in one go would be all of it slow. Takes about half a second for a round of all commands.
     *
     * @param rounds how often each has its turn
     * @throws Exception when an operation failed
     */
    static List<Figures> of(Jvm jvm, Calibration calibration, List<Operation> operations, int rounds) throws Exception {
        List<Measurement> all = operations.stream()
                .map(operation -> new Measurement(jvm, operation))
                .toList();
        for (Measurement each : all) {
            each.keep();
        }
        long unit = Long.MAX_VALUE;
        for (int i = 0; i < rounds; i++) {
            for (Measurement each : all) {
                unit = Math.min(unit, calibration.nanos());
                each.batch();
            }
        }
        long calibrated = unit;
        return all.stream().map(each -> each.figures(calibrated)).toList();
    }

    private void keep() throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            operation.batch().run();
        }
        Histogram before = jvm.live();
        long times = 0;
        for (int i = 0; i < KEEPING; i++) {
            times += batch();
        }
        Optional<Growth> growth = jvm.live().since(before);
        retained = growth.map(Growth::objects).orElse(0L) / (double) times;
        retainedClass = growth.map(Growth::type).orElse("");
    }

    private int batch() throws Exception {
        Map<Long, Long> cpuBefore = jvm.threadNanos();
        long bytesBefore = jvm.allocatedBytes();
        int done = operation.batch().run();
        bytes = Math.min(bytes, (double) (jvm.allocatedBytes() - bytesBefore) / done);
        cpu = Math.min(cpu, (double) jvm.threadNanosSince(cpuBefore) / done);
        return done;
    }

    private Figures figures(long unit) {
        return new Figures(operation.name(), bytes, cpu, unit, retained, retainedClass);
    }
}
