package dev.backline.features;

import dev.backline.api.event.ObserverCost;
import dev.backline.api.event.ObserverCosts;
import dev.backline.api.feature.FeatureCost;
import dev.backline.features.Catalog.Flag;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.osgi.framework.Bundle;

/**
 * What features cost over a sliding window. A feature's cost is its share of the CPU time of the thread that calls all
 * observers, and the CPU time of the threads whose names its capability gives. CPU times are exact, shares between
 * features come from a sample of calls.
 */
final class CostMeter {

    /**
     * What was known at one moment.
     *
     * @param atNanos when, by the clock
     * @param threadNanos CPU time of the thread that calls observers
     * @param observers by bundle
     * @param own CPU time of a feature's own threads since the meter was made
     */
    private record Sample(long atNanos, long threadNanos, Map<Long, ObserverCost> observers, Map<String, Long> own) {

        long nanos() {
            return observers.values().stream().mapToLong(ObserverCost::nanos).sum();
        }

        long nanos(Flag flag) {
            return flag.bundles().stream()
                    .map(bundle -> observers.get(bundle.getBundleId()))
                    .mapToLong(cost -> cost == null ? 0 : cost.nanos())
                    .sum();
        }
    }

    /**
     * Threads that a feature says are its own.
     *
     * @param beginning of their names
     * @param flag name of the feature
     */
    private record OwnThreads(String beginning, String flag) {}

    private final Duration window;
    private final LongSupplier clock;
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Map<Long, Long> threadNanos = new HashMap<>();
    private final Map<String, Long> own = new HashMap<>();

    /**
     * Measures nothing yet.
     *
     * @param clock monotonic, in nanoseconds
     */
    CostMeter(Duration window, LongSupplier clock) {
        this.window = window;
        this.clock = clock;
    }

    /** Takes a sample. To be called several times per window. */
    synchronized void sample(Collection<Flag> flags, Optional<ObserverCosts> costs) {
        Map<Long, ObserverCost> observers = new HashMap<>();
        costs.map(ObserverCosts::costs).orElse(List.of()).forEach(cost -> observers.put(cost.bundleId(), cost));
        measureThreads(flags);
        long now = clock.getAsLong();
        samples.add(new Sample(
                now, costs.map(ObserverCosts::threadNanos).orElse(0L), Map.copyOf(observers), Map.copyOf(own)));
        while (samples.size() > 2 && now - second().atNanos() >= window.toNanos()) {
            samples.removeFirst();
        }
    }

    private Sample second() {
        var iterator = samples.iterator();
        iterator.next();
        return iterator.next();
    }

    private void measureThreads(Collection<Flag> flags) {
        List<OwnThreads> owners = flags.stream()
                .flatMap(flag ->
                        flag.described().threads().stream().map(beginning -> new OwnThreads(beginning, flag.name())))
                .toList();
        Map<Long, Long> now = new HashMap<>();
        for (Thread thread : platformThreads()) {
            long nanos = threads.getThreadCpuTime(thread.threadId());
            if (nanos >= 0) {
                now.put(thread.threadId(), nanos);
                long before = threadNanos.getOrDefault(thread.threadId(), 0L);
                owner(owners, thread.getName()).ifPresent(flag -> own.merge(flag, nanos - before, Long::sum));
            }
        }
        threadNanos.clear();
        threadNanos.putAll(now);
    }

    /** A loop, since it runs for each thread of the process, every few seconds. */
    private static Optional<String> owner(List<OwnThreads> owners, String thread) {
        for (OwnThreads each : owners) {
            if (thread.startsWith(each.beginning())) {
                return Optional.of(each.flag());
            }
        }
        return Optional.empty();
    }

    private static List<Thread> platformThreads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] all = new Thread[root.activeCount() + 50];
        return List.of(Arrays.copyOf(all, root.enumerate(all)));
    }

    /** What a feature costs; empty until there are two samples, and when it has neither observers nor threads. */
    synchronized Optional<FeatureCost> cost(Flag flag) {
        if (samples.size() < 2 || !isMeasured(flag)) {
            return Optional.empty();
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        double elapsed = Math.max(1, last.atNanos() - first.atNanos());
        double all = Math.max(0, last.nanos() - first.nanos());
        double mine = Math.max(0, last.nanos(flag) - first.nanos(flag));
        double called = Math.max(0, last.threadNanos() - first.threadNanos());
        double threads = last.own().getOrDefault(flag.name(), 0L) - first.own().getOrDefault(flag.name(), 0L);
        double share = ((all == 0 ? 0 : called * Math.min(1, mine / all)) + threads) / elapsed;
        List<ObserverCost> costs = flag.bundles().stream()
                .map(Bundle::getBundleId)
                .map(last.observers()::get)
                .filter(cost -> cost != null)
                .toList();
        return Optional.of(new FeatureCost(
                share,
                Duration.ofNanos((long) elapsed),
                costs.stream().mapToLong(ObserverCost::calls).sum(),
                costs.stream().mapToLong(ObserverCost::errors).sum(),
                costs.stream().anyMatch(cost -> cost.disconnected().isPresent())));
    }

    private boolean isMeasured(Flag flag) {
        return !flag.described().threads().isEmpty()
                || flag.bundles().stream()
                        .anyMatch(bundle -> samples.getLast().observers().containsKey(bundle.getBundleId()));
    }
}
