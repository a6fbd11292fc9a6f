package dev.backline.profiler.span;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import dev.backline.api.event.TrackObserver;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the bot does, so that a profile can say what was running. Safe for use by any thread. */
public final class Activity implements CommandObserver, LookupObserver, TrackObserver, RestObserver {

    /**
     * What happened to something so far.
     *
     * @param count how often
     * @param failed how often not as it should
     * @param nanos how long it took altogether
     */
    public record Tally(long count, long failed, long nanos) {

        static final Tally NOTHING = new Tally(0, 0, 0);

        Tally minus(Tally before) {
            return new Tally(count - before.count, failed - before.failed, nanos - before.nanos);
        }
    }

    /**
     * Counts of commands by name, of look-ups by source, and of all starts of tracks and requests.
     *
     * @param over the time in which all that happened
     */
    public record Counts(
            Duration over, Map<String, Tally> commands, Map<String, Tally> lookups, Tally tracks, Tally requests) {

        /** What happened since an earlier moment; what did not happen is left out. */
        public Counts since(Counts before) {
            return new Counts(
                    over.minus(before.over),
                    minus(commands, before.commands),
                    minus(lookups, before.lookups),
                    tracks.minus(before.tracks),
                    requests.minus(before.requests));
        }

        private static Map<String, Tally> minus(Map<String, Tally> now, Map<String, Tally> before) {
            Map<String, Tally> difference = new TreeMap<>();
            now.forEach((name, tally) -> {
                Tally since = tally.minus(before.getOrDefault(name, Tally.NOTHING));
                if (since.count() > 0) {
                    difference.put(name, since);
                }
            });
            return difference;
        }
    }

    private static final class Tallying {

        private final LongAdder count = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder nanos = new LongAdder();

        private void add(boolean failure, long took) {
            count.increment();
            nanos.add(took);
            if (failure) {
                failed.increment();
            }
        }

        private Tally tally() {
            return new Tally(count.sum(), failed.sum(), nanos.sum());
        }
    }

    private final long begunNanos = System.nanoTime();
    private final Map<String, Tallying> commands = new ConcurrentHashMap<>();
    private final Map<String, Tallying> lookups = new ConcurrentHashMap<>();
    private final Tallying tracks = new Tallying();
    private final Tallying requests = new Tallying();
    private final Map<String, Latencies> latencies = new ConcurrentHashMap<>();

    @Override
    public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
        boolean failure = outcome == CommandOutcome.FAILURE || outcome == CommandOutcome.TIMEOUT;
        commands.computeIfAbsent(command.name(), name -> new Tallying()).add(failure, nanos);
        latencies.computeIfAbsent(command.name(), name -> new Latencies()).add(nanos);
    }

    @Override
    public void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {
        boolean failure = outcome == LookupOutcome.UNAVAILABLE || outcome == LookupOutcome.TIMEOUT;
        lookups.computeIfAbsent(source.name(), name -> new Tallying()).add(failure, nanos);
    }

    @Override
    public void trackStarted(SourceKey source, long waitedNanos, long startNanos) {
        tracks.add(false, startNanos);
    }

    @Override
    public void requestFinished(RestRoute route, int status, long nanos) {
        requests.add(status == 0 || status >= 500, nanos);
    }

    /** What happened so far. */
    public Counts counts() {
        Duration over = Duration.ofNanos(System.nanoTime() - begunNanos);
        return new Counts(over, tallies(commands), tallies(lookups), tracks.tally(), requests.tally());
    }

    private static Map<String, Tally> tallies(Map<String, Tallying> all) {
        Map<String, Tally> tallies = new TreeMap<>();
        all.forEach((name, tallying) -> tallies.put(name, tallying.tally()));
        return tallies;
    }

    /** How long commands took, from some moment until another. */
    public static final class Window {

        private final Map<String, long[]> counts;

        private Window(Map<String, long[]> counts) {
            this.counts = counts;
        }

        /** Without what was before. */
        public Window since(Window before) {
            Map<String, long[]> difference = new TreeMap<>();
            counts.forEach((name, now) -> {
                long[] old = before.counts.getOrDefault(name, Latencies.none());
                long[] since = new long[now.length];
                Arrays.setAll(since, i -> now[i] - old[i]);
                difference.put(name, since);
            });
            return new Window(difference);
        }

        /**
         * What 99 of 100 did not take longer than, by command, to a fifth.
         *
         * @param least commands that were fewer are left out
         */
        public Map<String, Long> p99Nanos(long least) {
            Map<String, Long> quantiles = new TreeMap<>();
            counts.forEach((name, of) -> {
                if (Latencies.sum(of) >= Math.max(1, least)) {
                    quantiles.put(name, Latencies.p99Nanos(of));
                }
            });
            return quantiles;
        }
    }

    /** How long commands took so far. */
    public Window window() {
        Map<String, long[]> counts = new TreeMap<>();
        latencies.forEach((name, of) -> counts.put(name, of.counts()));
        return new Window(counts);
    }
}
