package dev.backline.metrics.registry;

import dev.backline.metrics.catalog.BucketCounts;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.catalog.Kind;
import dev.backline.metrics.registry.View.Durations;
import dev.backline.metrics.registry.View.Line;
import dev.backline.metrics.registry.View.Plain;
import dev.backline.metrics.registry.View.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at metrics again and again, and says what happened in between. For one thread. */
final class Watch {

    /**
     * What happened to a series since the look before.
     *
     * @param series its metric and labels
     * @param perSecond how fast it counted; 0 for gauges
     * @param durations what a histogram counted meanwhile
     * @param value the count, or the gauge's value
     */
    record Activity(String series, double perSecond, Optional<BucketCounts> durations, double value) {}

    private final Supplier<List<Family>> families;
    private final List<String> beginnings;
    private final LongSupplier nanoTime;
    private Map<String, Value> before = Map.of();
    private long lookedNanos;

    /**
     * Has not looked yet.
     *
     * @param families what there is at this moment
     * @param beginnings of the names of those that are looked at; none for all but gauges
     * @param nanoTime a clock that only runs forward, in nanoseconds
     */
    Watch(Supplier<List<Family>> families, List<String> beginnings, LongSupplier nanoTime) {
        this.families = families;
        this.beginnings = List.copyOf(beginnings);
        this.nanoTime = nanoTime;
        lookedNanos = nanoTime.getAsLong();
    }

    /** What happened since the last call; nothing for the first, and for series that were not there. */
    List<Activity> look() {
        long now = nanoTime.getAsLong();
        double seconds = Math.max(1, now - lookedNanos) / 1e9;
        Map<String, Value> seen = new HashMap<>();
        List<Activity> activities = new ArrayList<>();
        for (Family family : families.get()) {
            if (isWatched(family)) {
                for (Line line : View.lines(family)) {
                    String series = (family.name() + " " + line.labels()).strip();
                    seen.put(series, line.value());
                    activity(family, series, before.get(series), line.value(), seconds)
                            .ifPresent(activities::add);
                }
            }
        }
        before = seen;
        lookedNanos = now;
        return activities;
    }

    private boolean isWatched(Family family) {
        return beginnings.isEmpty()
                ? family.kind() == Kind.COUNTER || family.kind() == Kind.HISTOGRAM
                : beginnings.stream().anyMatch(family.name()::startsWith);
    }

    private static Optional<Activity> activity(
            Family family, String series, @Nullable Value before, Value now, double seconds) {
        if (now instanceof Durations durations) {
            return before instanceof Durations earlier
                    ? counted(series, durations.counts(), earlier.counts(), seconds)
                    : Optional.empty();
        }
        double number = now instanceof Plain plain ? plain.number() : Double.NaN;
        if (family.kind() != Kind.COUNTER) {
            return Optional.of(new Activity(series, 0, Optional.empty(), number));
        }
        return before instanceof Plain earlier && number > earlier.number()
                ? Optional.of(new Activity(series, (number - earlier.number()) / seconds, Optional.empty(), number))
                : Optional.empty();
    }

    private static Optional<Activity> counted(
            String series, BucketCounts counts, BucketCounts earlier, double seconds) {
        BucketCounts since = counts.since(earlier);
        return since.count() == 0
                ? Optional.empty()
                : Optional.of(new Activity(series, since.count() / seconds, Optional.of(since), counts.count()));
    }
}
