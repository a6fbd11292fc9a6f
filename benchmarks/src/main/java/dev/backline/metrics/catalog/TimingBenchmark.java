package dev.backline.metrics.catalog;

import com.codahale.metrics.Counter;
import dev.backline.api.audio.SourceKey;
import dev.backline.api.event.LookupObserver.LookupOutcome;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What it costs to time something by two labels: ours, Dropwizard's own Timer, Micrometer's Timer, and the Histogram of
 * Prometheus' client with the same buckets, whose child is kept or looked up by its labels each time, as ours is.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TimingBenchmark {

    private static final SourceKey SOURCE = new SourceKey("http");

    private static final class Lookups extends Catalog {

        private final Labelled2<SourceKey, LookupOutcome, Timing> durations = timings(
                "backline_lookup_duration_seconds",
                "Look-ups",
                Buckets.REQUEST,
                Label.ofSources("source"),
                Label.of("outcome", LookupOutcome.class));
        private final Count count = count("backline_lookups_total", "Look-ups");

        Lookups() {
            super("lookups");
        }
    }

    private final Lookups lookups = new Lookups();
    private final Timing kept = lookups.durations.of(SOURCE, LookupOutcome.FOUND);
    private final com.codahale.metrics.Timer dropwizard = new com.codahale.metrics.Timer();
    private final Counter dropwizardCounter = new Counter();
    private final Timer micrometer = Timer.builder("lookups").register(new SimpleMeterRegistry());
    private final Timer micrometerBuckets = Timer.builder("lookups")
            .serviceLevelObjectives(Buckets.REQUEST.bounds().toArray(Duration[]::new))
            .register(new SimpleMeterRegistry());
    private final Histogram prometheus = Histogram.builder()
            .name("lookup_duration_seconds")
            .labelNames("source", "outcome")
            .classicOnly()
            .classicUpperBounds(Buckets.REQUEST.seconds())
            .register(new PrometheusRegistry());
    private final DistributionDataPoint prometheusKept = prometheus.labelValues("http", "found");

    private long nanos;

    /** Durations of all sizes, so that no bucket is guessed. */
    private long next() {
        nanos = (nanos + 7_654_321) & 0x3FFF_FFFF;
        return nanos;
    }

    /** What the others are measured with. */
    @Benchmark
    public long nothing() {
        return next();
    }

    @Benchmark
    public void timing() {
        lookups.durations.of(SOURCE, LookupOutcome.FOUND).record(next());
    }

    @Benchmark
    public void timingKept() {
        kept.record(next());
    }

    @Benchmark
    public void count() {
        lookups.count.inc();
    }

    @Benchmark
    public void dropwizardCounter() {
        dropwizardCounter.inc();
    }

    @Benchmark
    public void dropwizardTimer() {
        dropwizard.update(next(), TimeUnit.NANOSECONDS);
    }

    @Benchmark
    public void micrometerTimer() {
        micrometer.record(next(), TimeUnit.NANOSECONDS);
    }

    @Benchmark
    public void micrometerTimerWithBuckets() {
        micrometerBuckets.record(next(), TimeUnit.NANOSECONDS);
    }

    @Benchmark
    public void prometheusHistogramKept() {
        prometheusKept.observe(next() / 1e9);
    }

    @Benchmark
    public void prometheusHistogramByLabels() {
        prometheus.labelValues("http", "found").observe(next() / 1e9);
    }
}
