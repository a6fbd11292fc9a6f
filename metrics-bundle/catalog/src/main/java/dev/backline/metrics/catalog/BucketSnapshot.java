package dev.backline.metrics.catalog;

import com.codahale.metrics.Snapshot;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** What Dropwizard's reporters and the shell see of a histogram, as exact as its buckets are. In nanoseconds. */
final class BucketSnapshot extends Snapshot {

    private final BucketCounts counts;

    BucketSnapshot(BucketCounts counts) {
        this.counts = counts;
    }

    @Override
    public double getValue(double quantile) {
        return counts.quantileNanos(quantile);
    }

    /** The bounds of the buckets that have something; single values are not kept. */
    @Override
    public long[] getValues() {
        long[] bounds = counts.buckets().nanos();
        long[] values = new long[bounds.length];
        int used = 0;
        for (int i = 0; i < bounds.length; i++) {
            if (counts.in(i) > 0) {
                values[used++] = bounds[i];
            }
        }
        return java.util.Arrays.copyOf(values, used);
    }

    @Override
    public int size() {
        return (int) Math.min(Integer.MAX_VALUE, counts.count());
    }

    @Override
    public long getMax() {
        return (long) counts.quantileNanos(1);
    }

    @Override
    public double getMean() {
        return counts.count() == 0 ? 0 : (double) counts.sumNanos() / counts.count();
    }

    @Override
    public long getMin() {
        return (long) counts.quantileNanos(0);
    }

    /** From the middles of the buckets. */
    @Override
    public double getStdDev() {
        if (counts.count() < 2) {
            return 0;
        }
        long[] bounds = counts.buckets().nanos();
        double mean = getMean();
        double squares = 0;
        for (int i = 0; i < counts.size(); i++) {
            double lower = i == 0 ? 0 : bounds[i - 1];
            double upper = i < bounds.length ? bounds[i] : lower;
            double distance = (lower + upper) / 2 - mean;
            squares += counts.in(i) * distance * distance;
        }
        return Math.sqrt(squares / (counts.count() - 1));
    }

    @Override
    public void dump(OutputStream output) {
        try (PrintWriter out = new PrintWriter(output, false, StandardCharsets.UTF_8)) {
            for (long value : getValues()) {
                out.println(value);
            }
        }
    }
}
