package dev.backline.profiler.profile;

import dev.backline.profiler.engine.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a recording says, by stack.
 *
 * @param kind what the weights are of
 * @param stacks each stack once
 */
public record Profile(Kind kind, Map<Stack, Weight> stacks) {

    public Profile {
        stacks = Map.copyOf(stacks);
    }

    /** All weights together. */
    public Weight total() {
        return stacks.values().stream().reduce(Weight.NONE, Weight::plus);
    }

    /** Only the threads whose names contain a text. */
    public Profile ofThreads(String part) {
        Map<Stack, Weight> some = new HashMap<>();
        stacks.forEach((stack, weight) -> {
            if (stack.thread().contains(part)) {
                some.put(stack, weight);
            }
        });
        return new Profile(kind, some);
    }

    /** Only what is called from such frames: each stack begins with its outermost one. */
    public Profile under(Predicate<Frame> root) {
        Map<Stack, Weight> some = new HashMap<>();
        stacks.forEach((stack, weight) -> {
            List<Frame> frames = stack.frames();
            for (int i = 0; i < frames.size(); i++) {
                if (root.test(frames.get(i))) {
                    some.merge(
                            new Stack(stack.thread(), frames.subList(i, frames.size()), stack.type()),
                            weight,
                            Weight::plus);
                    break;
                }
            }
        });
        return new Profile(kind, some);
    }

    /** Weight by something that a stack has one of, the heaviest first. */
    public List<Share> by(Function<Stack, String> what) {
        Map<String, Weight> sums = new HashMap<>();
        stacks.forEach((stack, weight) -> sums.merge(what.apply(stack), weight, Weight::plus));
        return shares(sums);
    }

    /** Weight by the innermost method: what is done in it itself. */
    public List<Share> self() {
        return by(stack -> stack.frames().isEmpty()
                ? "[no stack]"
                : stack.frames().getLast().label());
    }

    /** Weight by each method that is on a stack: what is done in it and in what it calls. */
    public List<Share> methods() {
        Map<String, Weight> sums = new HashMap<>();
        stacks.forEach((stack, weight) -> {
            Set<String> seen = new HashSet<>();
            for (Frame frame : stack.frames()) {
                if (seen.add(frame.label())) {
                    sums.merge(frame.label(), weight, Weight::plus);
                }
            }
        });
        return shares(sums);
    }

    private List<Share> shares(Map<String, Weight> sums) {
        double total = Math.max(1, total().value());
        List<Share> shares = new ArrayList<>();
        sums.forEach((name, weight) -> shares.add(new Share(name, weight, weight.value() / total)));
        shares.sort(Share.HEAVIEST_FIRST);
        return shares;
    }
}
