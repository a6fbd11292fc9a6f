package dev.backline.profiler.profile;

import dev.backline.profiler.engine.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.FlameGraph;

/** Draws profiles as flame graphs: one HTML page each, without anything from elsewhere. */
public final class FlameGraphs {

    private FlameGraphs() {}

    /**
     * A profile.
     *
     * @param byThread whether each thread stands for itself
     */
    public static String draw(Profile profile, String title, boolean byThread) throws IOException {
        return html(graph(profile, title, byThread, 1), profile.kind());
    }

    /**
     * What is different in a profile: what it has more of is red, what it has less of is blue.
     *
     * @param before what it is compared with
     * @param scale what weights of {@code before} are multiplied with, so that both are of the same length
     */
    public static String drawDifference(Profile before, double scale, Profile after, String title) throws IOException {
        FlameGraph graph = graph(after, title, false, 1);
        graph.diff(graph(before, title, false, scale));
        return html(graph, after.kind());
    }

    private static FlameGraph graph(Profile profile, String title, boolean byThread, double scale) {
        FlameGraph graph = new FlameGraph(new Arguments("--title", title));
        profile.stacks().forEach((stack, weight) -> {
            CallStack calls = new CallStack();
            if (byThread) {
                calls.push("[" + stack.thread() + "]", (byte) Frame.Code.NATIVE.ordinal());
            }
            for (Frame frame : stack.frames()) {
                calls.push(frame.label(), (byte) frame.code().ordinal());
            }
            if (!stack.type().isEmpty()) {
                calls.push(stack.type(), (byte) Frame.Code.INLINED.ordinal());
            }
            long value = Math.round(scale * weight.value() / divisor(profile.kind()));
            if (value > 0) {
                graph.addSample(calls, value);
            }
        });
        return graph;
    }

    /** A page counts in whole numbers that people can read. */
    private static double divisor(Kind kind) {
        return kind.unit() == Kind.Unit.BYTES ? 1 : 1e3;
    }

    private static String html(FlameGraph graph, Kind kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        graph.dump(bytes);
        String unit = kind.unit() == Kind.Unit.BYTES ? "bytes" : "µs";
        String page = bytes.toString(StandardCharsets.UTF_8);
        String counting = "' samples'";
        if (!page.contains(counting)) {
            throw new IllegalStateException("The flame graph's page is not as it is known");
        }
        return page.replace("'1 sample'", "'1 " + unit + "'").replace(counting, "' " + unit + "'");
    }
}
