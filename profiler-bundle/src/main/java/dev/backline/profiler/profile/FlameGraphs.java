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
        FlameGraph graph = new FlameGraph(new Arguments("--title", escaped(title)));
        profile.stacks().forEach((stack, weight) -> {
            CallStack calls = new CallStack();
            if (byThread) {
                calls.push("[" + stack.thread() + "]", type(Frame.Code.NATIVE));
            }
            for (Frame frame : stack.frames()) {
                calls.push(frame.label(), type(frame.code()));
            }
            if (!stack.type().isEmpty()) {
                calls.push(stack.type(), type(Frame.Code.INLINED));
            }
            long value = Math.round(scale * weight.value() / divisor(profile.kind()));
            if (value > 0) {
                graph.addSample(calls, value);
            }
        });
        return graph;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte type(Frame.Code code) {
        return switch (code) {
            case INTERPRETED -> one.convert.Frame.TYPE_INTERPRETED;
            case JIT -> one.convert.Frame.TYPE_JIT_COMPILED;
            case INLINED -> one.convert.Frame.TYPE_INLINED;
            case NATIVE -> one.convert.Frame.TYPE_NATIVE;
            case CPP -> one.convert.Frame.TYPE_CPP;
            case KERNEL -> one.convert.Frame.TYPE_KERNEL;
            case C1 -> one.convert.Frame.TYPE_C1_COMPILED;
        };
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
