package dev.backline.profiler.profile;

import dev.backline.profiler.profile.Owners.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Says who a stack is on account of: the bundle of the innermost frame that belongs to one, so that what the JDK does for
 * somebody counts for them. A bundle of Backline's own is told apart by packages. For one thread.
 */
public final class Attribution {

    private static final String OURS = "dev.backline.";

    private final Owners owners;
    private final Map<String, List<Owner>> known = new HashMap<>();

    public Attribution(Owners owners) {
        this.owners = owners;
    }

    /** Who it is on account of, in words. */
    public String of(Stack stack) {
        List<Frame> frames = stack.frames();
        for (int i = frames.size() - 1; i >= 0; i--) {
            Frame frame = frames.get(i);
            List<Owner> candidates = owners(frame);
            if (!candidates.isEmpty()) {
                return label(frame, candidates.size() == 1 ? candidates : nearest(candidates, frame, frames, i));
            }
        }
        return ofThread(stack);
    }

    /** Frames whose code belongs to one of these bundles. */
    public Predicate<Frame> belongsTo(Predicate<Long> bundleIds) {
        return frame -> owners(frame).stream().anyMatch(owner -> bundleIds.test(owner.bundleId()));
    }

    private List<Owner> owners(Frame frame) {
        String packageName = frame.packageName();
        return packageName.isEmpty() ? List.of() : known.computeIfAbsent(packageName, owners::of);
    }

    /** Of several copies of a library, the one that the nearest caller has or uses. */
    private List<Owner> nearest(List<Owner> candidates, Frame frame, List<Frame> frames, int index) {
        for (int i = index - 1; i >= 0; i--) {
            List<Owner> callers = owners(frames.get(i));
            if (callers.size() == 1) {
                Owner caller = callers.getFirst();
                List<Owner> used = candidates.stream()
                        .filter(candidate ->
                                candidate.equals(caller) || owners.uses(caller, candidate, frame.packageName()))
                        .toList();
                if (!used.isEmpty()) {
                    return used;
                }
            }
        }
        return candidates;
    }

    private static String label(Frame frame, List<Owner> owners) {
        String packageName = frame.packageName();
        if (packageName.startsWith(OURS)
                && packageName.startsWith(owners.getFirst().name())) {
            return shortened(packageName);
        }
        return owners.stream().map(owner -> shortened(owner.name())).distinct().collect(Collectors.joining(" or "));
    }

    private static String shortened(String name) {
        return name.startsWith(OURS) ? name.substring(OURS.length()) : name;
    }

    private static String ofThread(Stack stack) {
        String thread = stack.thread();
        if (thread.startsWith("GC Thread") || thread.startsWith("G1 ") || thread.startsWith("Shenandoah")) {
            return "JVM: garbage collection";
        }
        // Linux keeps 15 characters of a thread's name.
        if (thread.startsWith("C1 CompilerThre") || thread.startsWith("C2 CompilerThre")) {
            return "JVM: compiler";
        }
        return stack.frames().stream().allMatch(frame -> frame.className().isEmpty())
                ? "JVM: other threads"
                : "Java platform";
    }
}
