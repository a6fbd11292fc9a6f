package dev.backline.benchmarks;

import dev.backline.benchmarks.Window.Sample;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * What the profiler costs the running bot: the same load in one process, in blocks of windows, one window for each state of
 * the profiler, in random order; windows of one block compared with each other, as shares of what a second bot had at the
 * same time ({@link Twins}).
 *
 * <p>Run by {@code ./dev-env.sh overhead profiler}.
 */
public final class ProfilerOverhead {

    /** Blocks that are thrown away: in the first minutes much is compiled. */
    private static final int WARM_UP = 2;

    /** What was just loaded is compiled, and what was just removed is gone. */
    private static final Duration SETTLES = Duration.ofSeconds(2);

    /** In which the profiler is. */
    private enum State {
        ABSENT("not there", Optional.empty()),
        IDLE("there, idle", Optional.of(ABSENT)),
        CONTINUOUS("a continuous recording of Flight Recorder (`profiler:jfr start`)", Optional.of(IDLE)),
        CPU("a CPU profile by async-profiler (`profiler:cpu`)", Optional.of(IDLE));

        private final String text;
        private final Optional<State> comparedWith;

        State(String text, Optional<State> comparedWith) {
            this.text = text;
            this.comparedWith = comparedWith;
        }
    }

    private final Twins twins;
    private final Bot bot;
    private final Duration lasts;
    private final String load;
    private final Random random = new Random();

    private ProfilerOverhead(Twins twins, Duration lasts, String load) {
        this.twins = twins;
        bot = twins.measured();
        this.lasts = lasts;
        this.load = load;
    }

    /**
     * Measures, and writes a table.
     *
     * @param arguments as {@link Plan} has them
     */
    public static void main(String... arguments) throws Exception {
        Plan plan = Plan.of(arguments);
        try (Twins twins = Twins.start(plan.command())) {
            ProfilerOverhead overhead = new ProfilerOverhead(twins, plan.lasts(), plan.load());
            String table = overhead.table(overhead.measure(plan.times()));
            Files.writeString(plan.table(), table);
            System.out.print(table);
        }
    }

    private Map<State, List<Window>> measure(int blocks) throws Exception {
        Map<State, List<Window>> measured = new EnumMap<>(State.class);
        List<State> states = new ArrayList<>(Arrays.asList(State.values()));
        for (int i = 0; i < WARM_UP + blocks; i++) {
            Collections.shuffle(states, random);
            for (State state : states) {
                Window window = window(state);
                if (i >= WARM_UP) {
                    measured.computeIfAbsent(state, any -> new ArrayList<>()).add(window);
                    System.err.printf(Locale.ROOT, "block %d of %d: %s, %s%n", i - WARM_UP + 1, blocks, state, window);
                }
            }
        }
        return measured;
    }

    private Window window(State state) throws Exception {
        if (state == State.ABSENT) {
            Thread.sleep(SETTLES);
            return twins.window(load, lasts);
        }
        bot.exec("feature:install profiler");
        try {
            Thread.sleep(SETTLES);
            return switch (state) {
                case CONTINUOUS -> {
                    bot.exec("profiler:jfr start");
                    yield twins.window(load, lasts);
                }
                case CPU -> {
                    // Longer than the window, which takes a while to begin.
                    Duration recorded = Twins.SETTLES.plus(lasts).plusSeconds(5);
                    CompletableFuture<String> profile =
                            bot.execBeside("profiler:cpu --engine async --duration " + recorded.toSeconds() + "s");
                    Window window = twins.window(load, lasts);
                    profile.join();
                    yield window;
                }
                case IDLE, ABSENT -> twins.window(load, lasts);
            };
        } finally {
            bot.exec("feature:remove profiler");
        }
    }

    private String table(Map<State, List<Window>> measured) {
        StringBuilder table = new StringBuilder(
                """
                # What the profiler costs the running bot

                By `./dev-env.sh overhead profiler`: %d blocks of windows (`sandbox:load start %s`) in one process, a window for each
                state in each block, in random order. The sandbox runs in the same process, and is part of the CPU time. Ratios
                are of CPU time per command, each divided by what a second bot under the same load had at the same time: mean
                over the blocks, and its 95 %% confidence interval. What follows a recording (drawing the flame graph) is not
                in them.

                | the profiler is | CPU time per command, ms | garbage collection, ms | answer, p50, ms | p99, ms | ratio | to |
                | --- | ---: | ---: | ---: | ---: | --- | --- |
                """.formatted(measured.getOrDefault(State.IDLE, List.of()).size(), load));
        measured.forEach((state, windows) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f | %s |%n",
                state.text,
                Window.mean(windows, Sample::cpuMillis),
                Window.mean(windows, Sample::collectorMillis),
                Window.mean(windows, Sample::p50),
                Window.mean(windows, Sample::p99),
                state.comparedWith
                        .map(other -> Window.ratio(windows, measured.getOrDefault(other, List.of()), Sample::cpuMillis)
                                + " | " + other.text)
                        .orElse(" | "))));
        return table.toString();
    }
}
