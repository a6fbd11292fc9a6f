package dev.backline.infra.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** {@code ./dev-env.sh detect}: a table of faults, and of how long it took until somebody was told of each. */
public final class Detect {

    private static final Duration IN_TIME = Duration.ofMinutes(5);

    /** Until code is compiled, rates are known, and nothing of the start is left in them. */
    private static final Duration CALM = Duration.ofSeconds(60);

    private Detect() {}

    /**
     * Arguments: the folder {@code infra}, the distribution, a folder to write to, and names of faults, or none for all of
     * them. Each has a bot, Prometheus and Alertmanager of its own, at the pace of production. Ends with 1 when one was not
     * told of in time, or another page came; with 2 when that could not be found out.
     */
    public static void main(String[] arguments) {
        Exit.after(() -> detect(arguments));
    }

    private static int detect(String[] arguments) throws IOException, InterruptedException {
        List<Fault> faults = faults(Arrays.asList(arguments).subList(3, arguments.length));
        System.out.print(Detection.HEAD);
        boolean good = true;
        for (Fault fault : faults) {
            Detection.Result result = detect(fault, Stack.of(arguments, fault.name(), told -> {}));
            System.out.print(Detection.row(result));
            good &= result.told().isPresent()
                    && result.after().compareTo(IN_TIME) < 0
                    && result.others().isEmpty();
        }
        return good ? 0 : 1;
    }

    private static List<Fault> faults(List<String> names) {
        List<String> known = Fault.ALL.stream().map(Fault::name).toList();
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException("Expected faults, which are " + known + ", not " + names);
        }
        return Fault.ALL.stream()
                .filter(fault -> names.isEmpty() || names.contains(fault.name()))
                .toList();
    }

    private static Detection.Result detect(Fault fault, Stack stack) throws IOException, InterruptedException {
        Thread end = Thread.ofPlatform().unstarted(stack::end);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            stack.bot().start();
            Fault.startLoad(stack.bot());
            fault.before().on(stack.bot());
            if (fault.hasPast()) {
                Thread.sleep(CALM);
                Past.of(stack.bot()).writeTo(stack.data());
            }
            stack.watch();
            Thread.sleep(CALM);
            return new Detection(stack, Scale.NONE).run(fault);
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
            stack.end();
        }
    }
}
