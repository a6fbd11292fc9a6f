package dev.backline.profiler.span;

import dev.backline.api.audio.SourceKey;
import dev.backline.api.command.CommandSpec;
import dev.backline.api.event.CommandObserver;
import dev.backline.api.event.CommandOutcome;
import dev.backline.api.event.LookupObserver;
import dev.backline.api.event.RestObserver;
import dev.backline.api.event.RestRoute;
import dev.backline.api.event.TrackObserver;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;

/**
 * Writes what the bot did into Flight Recorder's recordings, while there are any.
 *
 * <p>An event of Flight Recorder has the time and thread at which code says that it begins and ends; neither can be told
 * afterwards. Observers hear of the bot some 10 ms late, on a thread of their own. So each event says in fields of its
 * own how long it took, which is exact, and when it began, reckoned back from when its end was heard of. Commands, of
 * which both beginning and end are heard, have a place in a recording's timeline that is right but for those 10 ms.
 *
 * <p>Called by the thread that calls observers.
 */
public final class Spans implements CommandObserver, LookupObserver, TrackObserver, RestObserver, AutoCloseable {

    /**
     * Beginning and end are heard some 10 ms late, and later when an observer takes long; one that takes more than a second
     * is called no more. So a beginning that seems further away is that of another command.
     */
    private static final long FARTHEST_NANOS = Duration.ofSeconds(1).toNanos();

    /** When more of one command are open, ends were lost. */
    private static final int MOST_OPEN = 1_000;

    private static final List<Class<? extends jdk.jfr.Event>> TYPES =
            List.of(CommandSpan.class, LookupSpan.class, TrackStartSpan.class, RestSpan.class);

    /** Commands of one name of which the end was not heard yet. */
    private static final class Open {

        private record Begun(CommandSpan span, long heardNanos) {

            private long apartNanos(long beganNanos) {
                return Math.abs(heardNanos - beganNanos);
            }
        }

        private final Deque<Begun> begun = new ArrayDeque<>();

        void add(CommandSpan span, long heardNanos) {
            if (begun.size() >= MOST_OPEN) {
                begun.removeFirst();
            }
            begun.addLast(new Begun(span, heardNanos));
        }

        /** Nothing says which one ended, but the time: of two that began within some milliseconds, either will do. */
        Optional<CommandSpan> take(long beganNanos) {
            Optional<Begun> nearest = begun.stream()
                    .min(Comparator.comparingLong(each -> each.apartNanos(beganNanos)))
                    .filter(each -> each.apartNanos(beganNanos) <= FARTHEST_NANOS);
            nearest.ifPresent(begun::remove);
            return nearest.map(Begun::span);
        }
    }

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final EventType commands;
    private final EventType lookups;
    private final EventType tracks;
    private final EventType requests;
    private final Map<String, Open> open = new HashMap<>();

    /**
     * Whether events work here: Flight Recorder puts calls of a package of its own into them, which the framework has to
     * let through.
     */
    public static boolean isPossible() {
        try {
            Class.forName("jdk.jfr.internal.event.EventWriter", false, Spans.class.getClassLoader());
            return FlightRecorder.isAvailable();
        } catch (ClassNotFoundException hidden) {
            return false;
        }
    }

    /** Makes the events known to Flight Recorder. */
    public Spans(Clock clock) {
        this(clock, System::nanoTime);
    }

    /** With whatever else says how much time passes. */
    Spans(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
        TYPES.forEach(FlightRecorder::register);
        commands = EventType.getEventType(CommandSpan.class);
        lookups = EventType.getEventType(LookupSpan.class);
        tracks = EventType.getEventType(TrackStartSpan.class);
        requests = EventType.getEventType(RestSpan.class);
    }

    /** Names of the events. */
    public static List<String> names() {
        return TYPES.stream()
                .map(type -> type.getAnnotation(jdk.jfr.Name.class).value())
                .toList();
    }

    @Override
    public void commandStarted(CommandSpec command) {
        if (!commands.isEnabled()) {
            return;
        }
        CommandSpan span = new CommandSpan(command.name());
        span.begin();
        open.computeIfAbsent(command.name(), name -> new Open()).add(span, nanoTime.getAsLong());
    }

    @Override
    public void commandFinished(CommandSpec command, CommandOutcome outcome, long nanos) {
        Open same = open.get(command.name());
        if (same != null) {
            same.take(nanoTime.getAsLong() - nanos).ifPresent(span -> commit(span, outcome, nanos));
        }
    }

    private void commit(CommandSpan span, CommandOutcome outcome, long nanos) {
        span.end();
        span.outcome = outcome.name();
        span.began = began(nanos);
        span.took = nanos;
        span.commit();
    }

    @Override
    public void lookupFinished(SourceKey source, LookupOutcome outcome, long nanos) {
        if (lookups.isEnabled()) {
            LookupSpan span = new LookupSpan();
            span.source = source.name();
            span.outcome = outcome.name();
            span.began = began(nanos);
            span.took = nanos;
            span.commit();
        }
    }

    @Override
    public void trackStarted(SourceKey source, long waitedNanos, long startNanos) {
        if (tracks.isEnabled()) {
            TrackStartSpan span = new TrackStartSpan();
            span.source = source.name();
            span.waited = waitedNanos;
            span.began = began(startNanos);
            span.took = startNanos;
            span.commit();
        }
    }

    @Override
    public void requestFinished(RestRoute route, int status, long nanos) {
        if (requests.isEnabled()) {
            RestSpan span = new RestSpan();
            span.route = route.method() + " " + route.template();
            span.status = status;
            span.began = began(nanos);
            span.took = nanos;
            span.commit();
        }
    }

    private long began(long nanos) {
        return clock.millis() - nanos / 1_000_000;
    }

    /** Flight Recorder forgets the events. */
    @Override
    public void close() {
        TYPES.forEach(FlightRecorder::unregister);
    }
}
