package dev.backline.profiler.profile;

import dev.backline.profiler.engine.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import one.proto.Proto;

/**
 * The format of {@code go tool pprof} and of most stores of profiles, see <a
 * href="https://github.com/google/pprof/blob/main/proto/profile.proto">profile.proto</a>.
 */
public final class Pprof {

    private static final int START_SIZE = 1 << 16;

    private final Proto profile = new Proto(START_SIZE);
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<String, Integer> locations = new LinkedHashMap<>();

    private Pprof() {
        string("");
    }

    /**
     * Writes a profile, compressed.
     *
     * @param started when its recording was started
     * @param lasted how long it took
     */
    public static byte[] write(Profile profile, Instant started, Duration lasted) {
        return new Pprof().encode(profile, started, lasted);
    }

    private byte[] encode(Profile of, Instant started, Duration lasted) {
        String unit = of.kind().unit() == Kind.Unit.BYTES ? "bytes" : "nanoseconds";
        profile.field(1, valueType("samples", "count"));
        profile.field(1, valueType(of.kind().label(), unit));
        int thread = string("thread");
        int type = string("type");
        of.stacks().forEach((stack, weight) -> {
            Proto ids = new Proto(128);
            List<Frame> frames = stack.frames();
            for (int i = frames.size() - 1; i >= 0; i--) {
                ids.writeLong(location(frames.get(i).label()));
            }
            Proto values = new Proto(16);
            values.writeLong(weight.samples());
            values.writeLong(weight.value());
            Proto sample = new Proto(256).field(1, ids).field(2, values);
            sample.field(3, new Proto(16).field(1, thread).field(2, string(stack.thread())));
            if (!stack.type().isEmpty()) {
                sample.field(3, new Proto(16).field(1, type).field(2, string(stack.type())));
            }
            profile.field(2, sample);
        });
        locations.forEach((label, id) -> {
            Proto line = new Proto(16).field(1, id);
            profile.field(4, new Proto(32).field(1, id).field(4, line));
            profile.field(5, new Proto(32).field(1, id).field(2, string(label)).field(3, string(label)));
        });
        int defaultType = string(of.kind().label());
        strings.keySet().forEach(text -> profile.field(6, text));
        profile.field(9, started.toEpochMilli() * 1_000_000L);
        profile.field(10, lasted.toNanos());
        profile.field(14, defaultType);
        return compressed();
    }

    private Proto valueType(String type, String unit) {
        return new Proto(16).field(1, string(type)).field(2, string(unit));
    }

    private int location(String label) {
        return locations.computeIfAbsent(label, any -> locations.size() + 1);
    }

    private int string(String text) {
        return strings.computeIfAbsent(text, any -> strings.size());
    }

    private byte[] compressed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(profile.buffer(), 0, profile.size());
        } catch (IOException e) {
            throw new IllegalStateException("Memory does not fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
