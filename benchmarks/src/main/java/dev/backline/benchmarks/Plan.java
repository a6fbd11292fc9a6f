package dev.backline.benchmarks;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What {@code ./dev-env.sh overhead} asks for.
 *
 * @param command the command line of the distribution
 * @param table the file of the table
 * @param times how often everything is measured
 * @param lasts how long a window is
 * @param load options of {@code sandbox:load start}
 */
record Plan(Path command, Path table, int times, Duration lasts, String load) {

    /**
     * As it says it.
     *
     * @param arguments the command line of the distribution, the file of the table, how often, seconds of a window, commands
     *     per second, guilds that play
     */
    static Plan of(String... arguments) {
        return new Plan(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                Integer.parseInt(arguments[2]),
                Duration.ofSeconds(Integer.parseInt(arguments[3])),
                "--guilds 20 --rate " + arguments[4] + " --playing " + arguments[5]);
    }
}
