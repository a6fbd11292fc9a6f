package dev.backline.profiler.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import one.profiler.AsyncProfiler;
import org.jspecify.annotations.Nullable;

/**
 * async-profiler. Its CPU samples come from timers of each thread, which needs no privileges, and see native code and the
 * JVM's own threads.
 */
public final class AsyncEngine implements Engine {

    /** Loads async-profiler, or says why it cannot. */
    @FunctionalInterface
    interface Loader {

        AsyncProfiler load() throws IOException;
    }

    /** A real-time signal of Linux that neither the JVM nor the C library uses. */
    private static final int SIGNAL = 45;

    private final Loader loader;
    private final Rates rates;
    private final Set<String> events;
    private @Nullable AsyncProfiler profiler;

    /**
     * Loads nothing yet.
     *
     * @param folder where the native library is unpacked to, and stays
     * @param events events of Flight Recorder that recordings hold besides the samples
     */
    public AsyncEngine(Path folder, Rates rates, Set<String> events) {
        this(new NativeLibrary(folder)::load, rates, events);
    }

    /** With another way to load it. */
    AsyncEngine(Loader loader, Rates rates, Set<String> events) {
        this.loader = loader;
        this.rates = rates;
        this.events = Set.copyOf(events);
    }

    @Override
    public String name() {
        return "async";
    }

    @Override
    public synchronized Optional<String> obstacle() {
        if (profiler == null) {
            try {
                profiler = loader.load();
            } catch (IOException | LinkageError e) {
                // Not remembered: a disk that is full now has room later.
                return Optional.of("async-profiler cannot be loaded: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** All but locks: of those of {@code java.util.concurrent}, it hears nothing since Java 25. */
    @Override
    public boolean seesMost(Kind kind) {
        return kind != Kind.LOCK;
    }

    private synchronized Optional<AsyncProfiler> profiler() {
        return Optional.ofNullable(profiler);
    }

    @Override
    public Capture start(Kind kind, Path file) throws IOException {
        Optional<String> inTheWay = obstacle();
        if (inTheWay.isPresent()) {
            throw new IOException(inTheWay.get());
        }
        if (file.toString().contains(",") || file.toString().contains("%")) {
            throw new IOException(
                    "async-profiler writes to no path with a comma or a percent sign: " + file + "; use --engine jfr");
        }
        AsyncProfiler started = profiler().orElseThrow(() -> new IOException("async-profiler is not loaded"));
        EventRecording recording = EventRecording.start(events);
        try {
            started.execute("start," + options(kind) + ",loglevel=error,jfr,file=" + file);
        } catch (IllegalStateException | IllegalArgumentException | IOException e) {
            recording.close();
            throw new IOException("async-profiler did not start: " + e.getMessage(), e);
        }
        return new AsyncCapture(started, file, recording);
    }

    private String options(Kind kind) {
        return switch (kind) {
            case CPU -> "event=" + cpuTimer() + ",interval=" + rates.cpu().toNanos() + signal();
            case WALL -> "event=wall,interval=" + rates.wall().toNanos();
            case ALLOC -> "event=alloc,alloc=" + rates.allocBytes();
            case LOCK -> "event=lock,lock=" + rates.lock().toNanos();
        };
    }

    private static String cpuTimer() {
        return NativeLibrary.isMac() ? "itimer" : "ctimer";
    }

    /**
     * Whoever takes SIGPROF keeps it, and Flight Recorder's CPU-time samples need it for themselves: they would silently
     * record nothing afterwards.
     */
    private static String signal() {
        return NativeLibrary.isMac() ? "" : ",signal=" + SIGNAL;
    }

    @Override
    public Sampling sampling(Kind kind) {
        String engine = profiler()
                .map(loaded -> "async-profiler " + loaded.getVersion())
                .orElse("async-profiler");
        return switch (kind) {
            case CPU ->
                new Sampling(
                        kind,
                        engine,
                        cpuTimer() + " every " + rates.cpu().toMillis() + " ms of a thread's CPU time",
                        rates.cpu(),
                        Set.of("jdk.ExecutionSample"),
                        "Java, native code and the JVM's own threads; virtual threads count for their carrier");
            case WALL ->
                new Sampling(
                        kind,
                        engine,
                        "wall clock, every thread each " + rates.wall().toMillis() + " ms",
                        rates.wall(),
                        Set.of("profiler.WallClockSample", "jdk.ExecutionSample"),
                        "platform threads, running or waiting; virtual threads only while they are mounted");
            case ALLOC ->
                new Sampling(
                        kind,
                        engine,
                        "an allocation each " + rates.allocBytes() / 1024 + " kB",
                        Duration.ZERO,
                        Set.of("jdk.ObjectAllocationInNewTLAB", "jdk.ObjectAllocationOutsideTLAB"),
                        "new objects, by a sample of them; not native memory");
            case LOCK ->
                new Sampling(
                        kind,
                        engine,
                        "waits of at least " + rates.lock().toNanos() / 1000 + " µs",
                        Duration.ZERO,
                        Set.of("jdk.JavaMonitorEnter", "jdk.ThreadPark"),
                        "contended monitors of platform threads; since Java 25 no locks of java.util.concurrent");
        };
    }

    private static final class AsyncCapture implements Capture {

        private final AsyncProfiler profiler;
        private final Path file;
        private final EventRecording events;
        private boolean running = true;

        private AsyncCapture(AsyncProfiler profiler, Path file, EventRecording events) {
            this.profiler = profiler;
            this.file = file;
            this.events = events;
        }

        @Override
        public long bytes() {
            return file.toFile().length();
        }

        @Override
        public void stop() throws IOException {
            running = false;
            try {
                profiler.stop();
            } catch (IllegalStateException e) {
                throw new IOException("async-profiler did not write its recording: " + e.getMessage(), e);
            }
            events.appendTo(file);
        }

        @Override
        public void close() {
            events.close();
            if (running) {
                running = false;
                try {
                    profiler.stop();
                } catch (IllegalStateException over) {
                    // Somebody else ended it: it does not run any more, and that is all that is wanted.
                }
            }
        }
    }
}
