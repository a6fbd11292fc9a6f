package dev.backline.profiler.profile;

import dev.backline.profiler.engine.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collapsed stacks: a line per stack, {@code [thread];outermost;…;innermost weight}, as most tools read them. Weights are
 * in the unit of the kind.
 */
public final class Collapsed {

    private Collapsed() {}

    /** Writes a profile, sorted. */
    public static String write(Profile profile) {
        Map<String, Long> lines = new TreeMap<>();
        profile.stacks().forEach((stack, weight) -> {
            StringBuilder line =
                    new StringBuilder("[").append(clean(stack.thread())).append(']');
            for (Frame frame : stack.frames()) {
                line.append(';').append(clean(frame.label())).append(suffix(frame.code()));
            }
            if (!stack.type().isEmpty()) {
                line.append(';').append(stack.type()).append("_[t]");
            }
            lines.merge(line.toString(), weight.value(), Long::sum);
        });
        StringBuilder text = new StringBuilder();
        lines.forEach(
                (line, value) -> text.append(line).append(' ').append(value).append('\n'));
        return text.toString();
    }

    /** Semicolons divide frames, and C++ has them in names of lambdas. */
    private static String clean(String name) {
        return name.replace(';', ',').replace('\n', ' ');
    }

    /** As async-profiler marks frames. */
    private static String suffix(Frame.Code code) {
        return switch (code) {
            case INTERPRETED -> "_[0]";
            case JIT -> "_[j]";
            case INLINED -> "_[i]";
            case KERNEL -> "_[k]";
            case C1 -> "_[1]";
            case NATIVE, CPP -> "";
        };
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it cannot be read, or is something else
     */
    public static Profile read(Path file, Kind kind) throws IOException {
        Map<Stack, Weight> stacks = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.lastIndexOf(' ');
                if (space < 0 || !line.startsWith("[")) {
                    throw new IOException(file + " holds no collapsed stacks");
                }
                try {
                    Weight weight = new Weight(Long.parseLong(line.substring(space + 1)), 0);
                    stacks.merge(stack(line.substring(0, space)), weight, Weight::plus);
                } catch (NumberFormatException e) {
                    throw new IOException(file + " holds no collapsed stacks", e);
                }
            }
        }
        return new Profile(kind, stacks);
    }

    private static Stack stack(String line) {
        String[] parts = line.split(";", -1);
        List<Frame> frames = new ArrayList<>();
        String type = "";
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].endsWith("_[t]")) {
                type = parts[i].substring(0, parts[i].length() - "_[t]".length());
            } else {
                frames.add(frame(parts[i]));
            }
        }
        return new Stack(parts[0].substring(1, parts[0].length() - 1), frames, type);
    }

    private static Frame frame(String text) {
        for (Frame.Code code : Frame.Code.values()) {
            String suffix = suffix(code);
            if (!suffix.isEmpty() && text.endsWith(suffix)) {
                String label = text.substring(0, text.length() - suffix.length());
                int dot = label.lastIndexOf('.');
                return code == Frame.Code.KERNEL || dot < 0
                        ? new Frame("", label, code)
                        : new Frame(label.substring(0, dot), label.substring(dot + 1), code);
            }
        }
        return new Frame("", text, text.contains("::") ? Frame.Code.CPP : Frame.Code.NATIVE);
    }
}
