package dev.backline.profiler.profile;

import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/** Reads the samples of a recording, of whichever engine. For one recording, and one thread. */
public final class ProfileReader {

    /** What differs between the threads of a pool. */
    private static final Pattern NUMBER = Pattern.compile("(?<=[-#_ ])\\d+|\\d+$");

    /** Locks that a thread holds; whoever waits on a condition, in a queue or for a permit waits for none. */
    private static final Pattern LOCK =
            Pattern.compile("java\\.util\\.concurrent\\.locks\\.Reentrant(ReadWrite)?Lock\\$(Fair|Nonfair)Sync");

    private final Sampling sampling;
    private final Instant from;
    private final Map<Frame, Frame> frames = new HashMap<>();
    private final Map<Stack, Weight> stacks = new HashMap<>();

    private ProfileReader(Sampling sampling, Instant from) {
        this.sampling = sampling;
        this.from = from;
    }

    /**
     * Reads a recording.
     *
     * @throws IOException when it cannot be read
     */
    public static Profile read(Path recording, Sampling sampling) throws IOException {
        return readFrom(recording, sampling, Instant.MIN);
    }

    /**
     * Reads what a recording holds since some moment.
     *
     * @throws IOException when it cannot be read
     */
    public static Profile readFrom(Path recording, Sampling sampling, Instant from) throws IOException {
        ProfileReader reader = new ProfileReader(sampling, from);
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                reader.add(file.readEvent());
            }
        }
        return new Profile(sampling.kind(), reader.stacks);
    }

    private void add(RecordedEvent event) {
        String type = event.getEventType().getName();
        if (!sampling.types().contains(type) || event.getEndTime().isBefore(from)) {
            return;
        }
        String about = about(event);
        if (sampling.kind() == Kind.LOCK
                && type.equals("jdk.ThreadPark")
                && !LOCK.matcher(about).matches()) {
            return;
        }
        Weight weight = weight(event, type);
        if (weight.value() > 0) {
            Stack stack = new Stack(thread(event), frames(event.getStackTrace()), about);
            stacks.merge(stack, weight, Weight::plus);
        }
    }

    private Weight weight(RecordedEvent event, String type) {
        long interval = sampling.interval().toNanos();
        return switch (type) {
            case "jdk.CPUTimeSample" -> {
                Duration period = event.getDuration("samplingPeriod");
                yield new Weight(period.isZero() ? interval : period.toNanos(), 1);
            }
            case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> new Weight(interval, 1);
            case "profiler.WallClockSample" -> {
                // Of a thread that waits, one event stands for many samples.
                int samples = event.getInt("samples");
                yield new Weight(interval * samples, samples);
            }
            case "jdk.ObjectAllocationInNewTLAB" -> new Weight(event.getLong("tlabSize"), 1);
            case "jdk.ObjectAllocationOutsideTLAB" -> new Weight(event.getLong("allocationSize"), 1);
            case "jdk.ObjectAllocationSample" -> new Weight(event.getLong("weight"), 1);
            default -> new Weight(event.getDuration().toNanos(), 1);
        };
    }

    private String about(RecordedEvent event) {
        String field =
                switch (sampling.kind()) {
                    case ALLOC -> "objectClass";
                    case LOCK -> event.hasField("monitorClass") ? "monitorClass" : "parkedClass";
                    case CPU, WALL -> "";
                };
        @Nullable RecordedClass type = field.isEmpty() ? null : event.getValue(field);
        return type == null ? "" : TypeName.of(type.getName());
    }

    private static String thread(RecordedEvent event) {
        @Nullable RecordedThread thread = event.hasField("sampledThread") ? event.getThread("sampledThread") : event.getThread();
        if (thread == null) {
            return "[unknown]";
        }
        String name = Objects.requireNonNullElse(thread.getJavaName(), "");
        if (name.isEmpty()) {
            name = thread.isVirtual() ? "virtual thread" : Objects.requireNonNullElse(thread.getOSName(), "[unknown]");
        }
        return NUMBER.matcher(name).replaceAll("*");
    }

    private List<Frame> frames(@Nullable RecordedStackTrace trace) {
        if (trace == null) {
            return List.of();
        }
        List<Frame> outermostFirst = new ArrayList<>(trace.getFrames().size());
        for (RecordedFrame frame : trace.getFrames()) {
            outermostFirst.add(frames.computeIfAbsent(Frame.of(frame), same -> same));
        }
        Collections.reverse(outermostFirst);
        return outermostFirst;
    }
}
