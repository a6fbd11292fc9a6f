package dev.backline.profiler.watch;

import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.span.Activity;
import dev.backline.profiler.span.Activity.Counts;
import dev.backline.profiler.span.Activity.Window;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the last minute of the continuous recording when something goes wrong, so that the evidence is there when
 * somebody is woken. Safe for use by any thread.
 */
public final class Watch {

    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** How much of the recording is evidence, and of how long commands are looked at. */
    private static final Duration EVIDENCE = Duration.ofMinutes(1);

    /** How long the CPU has to be busy. */
    private static final Duration BUSY = Duration.ofSeconds(30);

    /** When no evidence could be kept, it is tried again so much later. */
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    /** Of a command that came more seldom within a minute, no quantile is taken. */
    private static final int LEAST = 20;

    /** Whoever keeps evidence. */
    @FunctionalInterface
    public interface Evidence {

        Kept keep(Duration last, String why, Optional<Counts> meanwhile) throws IOException;
    }

    /** What was seen at one moment. */
    private record Look(Instant at, Window window, Counts counts, long cpuNanos) {}

    private final Evidence evidence;
    private final Activity activity;
    private final Vitals vitals;
    private final Limits limits;
    private final Clock clock;
    private final Deque<Look> looks = new ArrayDeque<>();
    private final Pause pause;

    Watch(Evidence evidence, Activity activity, Vitals vitals, Limits limits, Pause pause, Clock clock) {
        this.evidence = evidence;
        this.activity = activity;
        this.vitals = vitals;
        this.limits = limits;
        this.pause = pause;
        this.clock = clock;
    }

    public Limits limits() {
        return limits;
    }

    /** When evidence was kept the last time, by this watch or one before. */
    public Optional<Instant> last() {
        return pause.last();
    }

    /** Looks once, and keeps evidence when something is wrong; called every few seconds. */
    public synchronized void look() {
        Instant now = clock.instant();
        Look look = new Look(now, activity.window(), activity.counts(), vitals.cpuNanos());
        looks.addLast(look);
        while (looks.size() > 1 && looks.getFirst().at().isBefore(now.minus(EVIDENCE))) {
            looks.removeFirst();
        }
        wrong(look).ifPresent(this::raise);
    }

    private Optional<String> wrong(Look now) {
        Window minute = now.window().since(looks.getFirst().window());
        for (Map.Entry<String, Long> command : minute.p99Nanos(LEAST).entrySet()) {
            if (command.getValue() > limits.p99().toNanos()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "%s took %.0f ms for one in a hundred, more than %d ms",
                        command.getKey(),
                        command.getValue() / 1e6,
                        limits.p99().toMillis()));
            }
        }
        double cpu = cpu(now);
        if (cpu > limits.cpu()) {
            return Optional.of(String.format(
                    Locale.ROOT, "%.0f %% of all CPUs are used, more than %.0f %%", 100 * cpu, 100 * limits.cpu()));
        }
        double old = vitals.oldGeneration();
        if (old > limits.oldGeneration()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "%.0f %% of the old generation are used, more than %.0f %%",
                    100 * old,
                    100 * limits.oldGeneration()));
        }
        return Optional.empty();
    }

    /** Share of all CPUs over the last half minute; 0 while it does not look that long. */
    private double cpu(Look now) {
        Instant from = now.at().minus(BUSY);
        Look then = null;
        for (Look look : looks) {
            if (!look.at().isAfter(from)) {
                then = look;
            }
        }
        if (then == null) {
            return 0;
        }
        long passed = Duration.between(then.at(), now.at()).toNanos();
        return (double) (now.cpuNanos() - then.cpuNanos()) / passed / vitals.cpus();
    }

    /**
     * Keeps evidence, unless some was kept a short while ago.
     *
     * @param why in words
     * @return what was kept
     */
    public synchronized Optional<Kept> raise(String why) {
        Instant now = clock.instant();
        if (!pause.begin(now, AFTER_FAILURE)) {
            return Optional.empty();
        }
        Optional<Counts> meanwhile = Optional.ofNullable(looks.peekFirst())
                .map(first -> activity.counts().since(first.counts()));
        try {
            Kept kept = evidence.keep(EVIDENCE, why, meanwhile);
            pause.kept(now, limits.pause());
            log.warn("{}: the last minute is kept in {}", why, kept.run().folder());
            return Optional.of(kept);
        } catch (IOException | IllegalStateException e) {
            log.warn("{}, and no evidence could be kept: {}", why, e.getMessage());
            return Optional.empty();
        }
    }
}
