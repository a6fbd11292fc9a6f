package dev.backline.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * the profiler, in random order; windows of one block compared with each other.
 *
 * <p>Run by {@code ./dev-env.sh overhead profiler}.
 */
public final class ProfilerOverhead {

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

    private final Bot bot;
    private final Duration lasts;
    private final String load;
    private final Random random = new Random();

    private ProfilerOverhead(Bot bot, Duration lasts, String load) {
        this.bot = bot;
        this.lasts = lasts;
        this.load = load;
    }

    /**
     * Measures, and writes a table.
     *
     * @param arguments the command line of the distribution, the file of the table, blocks, seconds of a window, commands
     *     per second, guilds that play
     */
    public static void main(String... arguments) throws Exception {
        int blocks = Integer.parseInt(arguments[2]);
        Duration lasts = Duration.ofSeconds(Integer.parseInt(arguments[3]));
        String load = "--guilds 20 --rate " + arguments[4] + " --playing " + arguments[5];
        try (Bot bot = Bot.start(Path.of(arguments[0]), Window.JVM)) {
            ProfilerOverhead overhead = new ProfilerOverhead(bot, lasts, load);
            String table = overhead.table(overhead.measure(blocks));
            Files.writeString(Path.of(arguments[1]), table);
            System.out.print(table);
        }
    }

    private Map<State, List<Window>> measure(int blocks) throws Exception {
        Map<State, List<Window>> measured = new EnumMap<>(State.class);
        // The first windows warm the machine up and are thrown away.
        for (State state : State.values()) {
            window(state);
            measured.put(state, new ArrayList<>());
        }
        List<State> states = new ArrayList<>(Arrays.asList(State.values()));
        for (int i = 0; i < blocks; i++) {
            Collections.shuffle(states, random);
            for (State state : states) {
                Window window = window(state);
                measured.computeIfAbsent(state, any -> new ArrayList<>()).add(window);
                System.err.printf(Locale.ROOT, "block %d of %d: %s, %s%n", i + 1, blocks, state, window);
            }
        }
        return measured;
    }

    private Window window(State state) throws Exception {
        if (state == State.ABSENT) {
            Thread.sleep(SETTLES);
            return Window.of(bot, load, lasts);
        }
        bot.exec("feature:install profiler");
        try {
            Thread.sleep(SETTLES);
            return switch (state) {
                case CONTINUOUS -> {
                    bot.exec("profiler:jfr start");
                    yield Window.of(bot, load, lasts);
                }
                case CPU -> {
                    // Longer than the window, which takes a while to begin.
                    CompletableFuture<String> profile = CompletableFuture.supplyAsync(this::profile);
                    Window window = Window.of(bot, load, lasts);
                    profile.join();
                    yield window;
                }
                case IDLE, ABSENT -> Window.of(bot, load, lasts);
            };
        } finally {
            bot.exec("feature:remove profiler");
        }
    }

    private String profile() {
        try {
            Duration recorded = Window.SETTLES.plus(lasts).plusSeconds(5);
            return bot.exec("profiler:cpu --engine async --duration " + recorded.toSeconds() + "s");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String table(Map<State, List<Window>> measured) {
        StringBuilder table = new StringBuilder(
                """
                # What the profiler costs the running bot

                By `./dev-env.sh overhead profiler`: %d blocks of windows (`sandbox:load %s`) in one process, a window for each
                state in each block, in random order. The sandbox runs in the same process, and is part of the CPU time. Ratios
                are of CPU time per command: mean over the blocks, and its 95 %% confidence interval. What follows a recording
                (drawing the flame graph) is not in them.

                | the profiler is | CPU time per command, ms | answer, p50, ms | p99, ms | ratio | to |
                | --- | ---: | ---: | ---: | --- | --- |
                """.formatted(measured.getOrDefault(State.IDLE, List.of()).size(), load));
        measured.forEach((state, windows) -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %s |%n",
                state.text,
                Window.mean(windows, Window::cpuMillis),
                Window.mean(windows, Window::p50),
                Window.mean(windows, Window::p99),
                state.comparedWith
                        .map(other -> ratio(windows, measured.getOrDefault(other, List.of())) + " | " + other.text)
                        .orElse(" | "))));
        return table.toString();
    }

    private static Ratio ratio(List<Window> windows, List<Window> others) {
        return Ratio.of(Window.values(windows, Window::cpuMillis), Window.values(others, Window::cpuMillis));
    }
}
