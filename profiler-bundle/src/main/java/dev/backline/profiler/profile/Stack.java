package dev.backline.profiler.profile;

import java.util.List;

/**
 * Where a thread was.
 *
 * @param thread its name; numbered threads of one pool have one name
 * @param frames the outermost first
 * @param type class that was allocated, or whose lock was waited for; empty otherwise
 */
public record Stack(String thread, List<Frame> frames, String type) {

    public Stack {
        frames = List.copyOf(frames);
    }
}
