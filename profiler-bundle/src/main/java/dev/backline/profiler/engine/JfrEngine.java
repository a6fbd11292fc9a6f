package dev.backline.profiler.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;

/** The JDK's Flight Recorder. Works wherever Java does; sees Java, and neither native code nor the JVM's threads. */
public final class JfrEngine implements Engine {

    /** Since Java 25, on Linux. */
    private static final String CPU_TIME = "jdk.CPUTimeSample";

    private static final String ALLOCATION = "jdk.ObjectAllocationSample";

    /** What threads wait in; with the samples of running threads, that is where time goes. */
    private static final Set<String> WAITING = Set.of(
            "jdk.ThreadSleep",
            "jdk.ThreadPark",
            "jdk.JavaMonitorEnter",
            "jdk.JavaMonitorWait",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.FileForce");

    private static final Set<String> RUNNING = Set.of("jdk.ExecutionSample", "jdk.NativeMethodSample");

    private static final Duration SHORTEST_WAIT = Duration.ofMillis(1);

    private final Rates rates;
    private final Set<String> events;

    /**
     * Starts nothing yet.
     *
     * @param events events of Flight Recorder that recordings hold besides the samples
     */
    public JfrEngine(Rates rates, Set<String> events) {
        this.rates = rates;
        this.events = Set.copyOf(events);
    }

    @Override
    public String name() {
        return "jfr";
    }

    @Override
    public Optional<String> obstacle() {
        return FlightRecorder.isAvailable() ? Optional.empty() : Optional.of("this JVM has no Flight Recorder");
    }

    /** Locks alone: also those of virtual threads and of {@code java.util.concurrent}. */
    @Override
    public boolean seesMost(Kind kind) {
        return kind == Kind.LOCK;
    }

    @Override
    public Capture start(Kind kind, Path file) throws IOException {
        Recording recording = new Recording(settings(sampling(kind)));
        try {
            recording.setName("Backline " + kind.label());
            recording.setToDisk(true);
            recording.start();
        } catch (IllegalStateException e) {
            recording.close();
            throw new IOException("Flight Recorder did not start: " + e.getMessage(), e);
        }
        return new JfrCapture(recording, file);
    }

    /** What a recording of Flight Recorder has to be told to hold such samples, and the other events. */
    public Map<String, String> settings(Sampling sampling) {
        Map<String, String> settings = new HashMap<>(EventRecording.settings(events));
        for (String type : sampling.types()) {
            settings.put(type + "#enabled", "true");
            settings.put(type + "#stackTrace", "true");
            if (type.equals(CPU_TIME)) {
                settings.put(type + "#throttle", sampling.interval().toMillis() + "ms");
            } else if (type.equals(ALLOCATION)) {
                settings.put(type + "#throttle", "1000/s");
            } else if (RUNNING.contains(type)) {
                settings.put(type + "#period", sampling.interval().toMillis() + " ms");
            } else if (WAITING.contains(type)) {
                Duration shortest = sampling.kind() == Kind.LOCK ? rates.lock() : SHORTEST_WAIT;
                settings.put(type + "#threshold", shortest.toNanos() + " ns");
            }
        }
        return settings;
    }

    @Override
    public Sampling sampling(Kind kind) {
        String engine = "Flight Recorder of Java " + Runtime.version().feature();
        return switch (kind) {
            case CPU -> cpu(engine);
            case WALL ->
                new Sampling(
                        kind,
                        engine,
                        "execution samples each " + rates.wall().toMillis() + " ms, and waits of at least "
                                + SHORTEST_WAIT.toMillis() + " ms",
                        rates.wall(),
                        union(RUNNING, WAITING),
                        "threads, virtual ones included, running in Java or in a wait that ended meanwhile; a thread"
                                + " that waited all the time is not in it");
            case ALLOC ->
                new Sampling(
                        kind,
                        engine,
                        "1000 allocations a second at most",
                        Duration.ZERO,
                        Set.of(ALLOCATION),
                        "new objects, by a sample of them; not native memory");
            case LOCK ->
                new Sampling(
                        kind,
                        engine,
                        "waits of at least " + rates.lock().toNanos() / 1000 + " µs",
                        Duration.ZERO,
                        Set.of("jdk.JavaMonitorEnter", "jdk.ThreadPark"),
                        "contended monitors and locks of java.util.concurrent, of virtual threads as well");
        };
    }

    private Sampling cpu(String engine) {
        boolean cpuTime = FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .anyMatch(CPU_TIME::equals);
        if (cpuTime) {
            return new Sampling(
                    Kind.CPU,
                    engine,
                    "CPU-time samples every " + rates.cpu().toMillis() + " ms of a thread's CPU time",
                    rates.cpu(),
                    Set.of(CPU_TIME),
                    "Java, and native code by the Java method that calls it; not the JVM's own threads");
        }
        return new Sampling(
                Kind.CPU,
                engine,
                "execution samples each " + rates.cpu().toMillis() + " ms",
                rates.cpu(),
                RUNNING,
                "some threads that run Java at a time; this JVM has no CPU-time samples (Java 25 on Linux has)");
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
    }

    /** Ends with its recording, whether or not that was written. */
    private record JfrCapture(Recording recording, Path file) implements Capture {

        @Override
        public long bytes() {
            return recording.getSize();
        }

        @Override
        public void stop() throws IOException {
            try (recording) {
                recording.stop();
                EventRecording.write(recording, file);
            }
        }

        @Override
        public void close() {
            recording.close();
        }
    }
}
