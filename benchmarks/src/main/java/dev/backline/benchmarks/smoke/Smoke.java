package dev.backline.benchmarks.smoke;

import dev.backline.benchmarks.Bot;
import dev.backline.benchmarks.smoke.Baseline.Excess;
import dev.backline.benchmarks.smoke.Figure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Measures the built distribution and compares it with the baseline of the last release. Run by {@code ./dev-env.sh smoke}.
 */
@Command(
        name = "./dev-env.sh smoke",
        mixinStandardHelpOptions = true,
        description = "Measure what the bot's work costs, and compare it with the baseline of the last release",
        exitCodeListHeading = "%nEnds with%n",
        exitCodeList = {"0:nothing costs more than it may", "1:something does", "2:it could not be measured"})
public final class Smoke implements java.util.concurrent.Callable<Integer> {

    private static final int WORSE = 1;
    private static final int FAILED = 2;

    /** As often as {@link #judge} looks before it says so. */
    private static final int LOOKS = 2;

    // Regressions that the gate is shown to see.
    private static final Figure MORE_ALLOCATED = new Figure("command queue", Kind.ALLOCATED_BYTES);
    private static final double MORE_ALLOCATION = 0.10;
    private static final Figure SLOWED_DOWN = new Figure("lookup tone", Kind.CPU);
    private static final double SLOWER = 0.20;
    private static final Figure LEAKING = new Figure("command help", Kind.RETAINED);

    @Parameters(index = "0", hidden = true)
    private Path command = Path.of("");

    @Parameters(index = "1", hidden = true)
    private Path probe = Path.of("");

    @Parameters(index = "2", hidden = true)
    private Path folder = Path.of("");

    @Option(names = "--accept", paramLabel = "REASON", description = "write a new baseline, and say why")
    private Optional<String> accept = Optional.empty();

    @Option(names = "--runs", paramLabel = "N", description = "of which a baseline is made; default: ${DEFAULT-VALUE}")
    private int runs = 10;

    @Option(names = "--without-cpu", description = "judge all but CPU time, where others use the CPUs, too")
    private boolean withoutCpu;

    @Option(names = "--same-java", description = "on another Java than the baseline's, measure nothing")
    private boolean sameJava;

    @Option(
            names = "--prove",
            paramLabel = "N",
            description = "show that N runs give no false alarm, and that regressions made on purpose are seen")
    private int prove;

    private Smoke() {}

    /** Ends the process. */
    public static void main(String... arguments) {
        int code = new CommandLine(new Smoke())
                .setExecutionExceptionHandler((failure, line, result) -> {
                    failure.printStackTrace();
                    return FAILED;
                })
                .execute(arguments);
        System.exit(code);
    }

    private Path file() {
        return folder.resolve("baseline.json");
    }

    private Profiles profiles() {
        return new Profiles(folder.resolve("baseline"));
    }

    private static String java() {
        return Runtime.version() + ", " + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    @Override
    public Integer call() throws Exception {
        if (accept.isPresent()) {
            if (accept.get().isBlank()) {
                throw new IllegalArgumentException("--accept needs a reason, which the baseline keeps");
            }
            accept(accept.get());
            return 0;
        }
        if (Files.notExists(file())) {
            throw new IllegalStateException("There is no " + file() + "; --accept REASON writes one");
        }
        Baseline baseline = Baseline.read(file());
        System.out.printf(
                "Against the baseline of %s (%d runs on Java %s): %s%n",
                baseline.accepted(), baseline.runs(), baseline.java(), baseline.reason());
        if (!baseline.java().equals(java())) {
            System.out.printf("This is Java %s: allocations may differ because of that.%n", java());
            if (sameJava && prove == 0) {
                return 0;
            }
        }
        return prove > 0 ? prove(baseline) : judge(baseline);
    }

    private void accept(String reason) throws Exception {
        List<SortedMap<Figure, Double>> measured = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            try (SmokeRun run = new SmokeRun(command, probe)) {
                measured.add(run.all());
            }
            System.out.printf("run %d of %d is measured%n", i + 1, runs);
        }
        Baseline baseline = Baseline.of(reason, Instant.now(), java(), measured);
        baseline.write(file());
        baseline.expected()
                .forEach((figure, expected) -> System.out.printf(
                        "%-55s %12s, spread %5.1f %%, limit %12s%n",
                        figure,
                        figure.kind().format(expected.median()),
                        100 * expected.spread(),
                        figure.kind().format(expected.limit())));
        keepProfiles(baseline);
        System.out.println(folder + " is written; commit it.");
    }

    private void keepProfiles(Baseline baseline) throws Exception {
        try (SmokeRun run = new SmokeRun(command, probe)) {
            run.bot().exec("feature:install profiler");
            for (Figure figure : baseline.expected().keySet()) {
                Optional<String> kind = figure.kind() == Kind.RETAINED ? Optional.empty() : Profiles.kind(figure);
                if (kind.isPresent() && !figure.operation().startsWith("music")) {
                    profiles().keep(run.bot(), figure.operation(), kind.get());
                }
            }
        }
    }

    /** What is too much is measured again in another process: what is too much only once is noise. */
    private int judge(Baseline baseline) throws Exception {
        List<Excess> first = once(baseline, Set.of());
        if (first.isEmpty()) {
            System.out.println("Nothing costs more than it may.");
            return 0;
        }
        first.forEach(excess -> System.out.println("Measured again: " + excess));
        Set<Figure> suspects =
                new LinkedHashSet<>(first.stream().map(Excess::figure).toList());
        List<Excess> again = once(baseline, suspects);
        if (again.isEmpty()) {
            System.out.println("The second time, nothing costs more than it may.");
            return 0;
        }
        again.forEach(excess -> System.out.println("WORSE " + excess));
        System.out.println("If that has to be so: ./dev-env.sh smoke --accept REASON");
        return WORSE;
    }

    /**
     * One run.
     *
     * @param suspects figures that alone are of interest, of which flame graphs are drawn; all when empty
     */
    private List<Excess> once(Baseline baseline, Set<Figure> suspects) throws Exception {
        try (SmokeRun run = new SmokeRun(command, probe)) {
            SortedMap<Figure, Double> measured = run.all();
            List<Figure> unlike = baseline.unlike(measured);
            if (!unlike.isEmpty()) {
                throw new IllegalStateException("The baseline is of other operations, it differs by " + unlike
                        + "; --accept REASON writes a new one");
            }
            List<Excess> worse = baseline.exceededBy(measured).stream()
                    .filter(excess -> !withoutCpu || excess.figure().kind() != Kind.CPU)
                    .filter(excess -> suspects.isEmpty() || suspects.contains(excess.figure()))
                    .toList();
            if (!suspects.isEmpty() && !worse.isEmpty()) {
                draw(run.bot(), worse);
            }
            return worse;
        }
    }

    /** A graph that cannot be drawn does not change what was found. */
    private void draw(Bot bot, List<Excess> worse) throws InterruptedException {
        Set<Path> drawn = new LinkedHashSet<>();
        try {
            bot.exec("feature:install profiler");
            for (Excess excess : worse) {
                Optional<String> kind = Profiles.kind(excess.figure());
                if (kind.isPresent()) {
                    profiles()
                            .difference(bot, excess.figure().operation(), kind.get(), folder.resolve("smoke"))
                            .ifPresent(drawn::add);
                }
            }
        } catch (IOException | IllegalStateException e) {
            System.out.println("What is different could not be drawn: " + e.getMessage());
        }
        drawn.forEach(graph -> System.out.println("What is different: " + graph));
    }

    private int prove(Baseline baseline) throws Exception {
        int alarms = 0;
        int doubts = 0;
        for (int i = 0; i < prove; i++) {
            List<Excess> first = once(baseline, Set.of());
            first.forEach(excess -> System.out.println("  beyond its limit once: " + excess));
            boolean alarm = !first.isEmpty()
                    && !once(
                                    baseline,
                                    Set.copyOf(
                                            first.stream().map(Excess::figure).toList()))
                            .isEmpty();
            doubts += first.isEmpty() ? 0 : 1;
            alarms += alarm ? 1 : 0;
            System.out.printf(
                    "run %d of %d: %s%n",
                    i + 1, prove, alarm ? "FALSE ALARM" : first.isEmpty() ? "quiet" : "quiet the second time");
        }
        System.out.printf("%d runs, %d measured twice, %d false alarms%n", prove, doubts, alarms);
        long more = Math.round(MORE_ALLOCATION * expected(baseline, MORE_ALLOCATED));
        int missed = seed(baseline, MORE_ALLOCATED, run -> "allocate queue " + more, "10 % more allocation in /queue");
        missed += seed(
                baseline,
                SLOWED_DOWN,
                run -> "slow tone:440 " + Math.round(SLOWER * expected(baseline, SLOWED_DOWN) * run.calibrationNanos()),
                "a look-up that computes 20 % more");
        missed += seed(baseline, LEAKING, run -> "leak help", "an object that each /help leaves behind");
        return alarms + missed == 0 ? 0 : WORSE;
    }

    private static double expected(Baseline baseline, Figure figure) {
        return Optional.ofNullable(baseline.expected().get(figure))
                .orElseThrow(() -> new IllegalStateException("The baseline does not know " + figure))
                .median();
    }

    /** Returns 1 when the gate does not see it each time that it looks. */
    private int seed(Baseline baseline, Figure figure, Function<SmokeRun, String> burden, String what)
            throws IOException, InterruptedException {
        int seen = 0;
        for (int i = 0; i < LOOKS; i++) {
            try (SmokeRun run = new SmokeRun(command, probe)) {
                run.bot().exec("probe:burden " + burden.apply(run));
                List<Excess> worse = baseline.exceededBy(run.ofGuilds());
                worse.forEach(excess -> System.out.println("  " + excess));
                seen += worse.stream().anyMatch(excess -> excess.figure().equals(figure)) ? 1 : 0;
            }
        }
        System.out.printf("%s: %s%n", what, seen == LOOKS ? "seen" : "MISSED");
        return seen == LOOKS ? 0 : 1;
    }
}
