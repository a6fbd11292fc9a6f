package dev.backline.sandbox;

import dev.backline.sandbox.voice.Gap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Many members at once: commands at a steady rate, whether or not the bot keeps up, while music plays. One run at a
 * time. Safe for any thread.
 */
@ProviderType
public interface Load {

    /**
     * What to do.
     *
     * @param guilds how many guilds there are, 1 to 100,000; those that are missing are made
     * @param commandsPerSecond over all guilds, 0 to 10,000
     * @param playing in how many of the guilds music plays all the while
     * @param duration how long; zero for until it is stopped
     * @param seed of the random choices of guild and command
     * @param record a file that gets a line of CSV for each exchange
     */
    record Settings(
            int guilds, double commandsPerSecond, int playing, Duration duration, long seed, Optional<Path> record) {

        public Settings {
            require(guilds >= 1 && guilds <= 100_000, "guilds must be from 1 to 100000, not " + guilds);
            require(
                    commandsPerSecond >= 0 && commandsPerSecond <= 10_000,
                    "the rate must be from 0 to 10000 a second, not " + commandsPerSecond);
            require(
                    playing >= 0 && playing <= guilds,
                    "music can play in 0 to " + guilds + " of the guilds, not in " + playing);
            require(!duration.isNegative(), "the duration cannot be negative");
        }

        private static void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalArgumentException(otherwise);
            }
        }
    }

    /** How long something took; zero where nothing was measured. */
    record Latency(Duration p50, Duration p90, Duration p99, Duration max) {}

    /**
     * What came of it so far.
     *
     * @param running whether commands are still being sent
     * @param lasted since the first command was due
     * @param sent commands sent
     * @param acknowledged those that the bot reacted to within Discord's three seconds; counted with their answer
     * @param answered those after which the member saw an answer
     * @param unanswered those after which the member saw none, and will not see one
     * @param rejected those that were never sent: Discord's client would not have let them through
     * @param acknowledge from sending to the bot's first reaction
     * @param answer from sending to the first answer
     * @param playing guilds in which the bot is in a voice channel
     * @param packets voice packets heard there since the bot joined
     * @param lost voice packets that were left out there
     * @param longestGap between two packets of one guild, in this run
     * @param longGaps those of more than 40 ms, the newest last; of each guild the last 100
     */
    record Report(
            boolean running,
            Duration lasted,
            long sent,
            long acknowledged,
            long answered,
            long unanswered,
            long rejected,
            Latency acknowledge,
            Latency answer,
            int playing,
            long packets,
            long lost,
            Duration longestGap,
            List<Gap> longGaps) {

        /** Copies the list. */
        public Report {
            longGaps = List.copyOf(longGaps);
        }

        /** Commands of which it is not known yet what comes of them. */
        public long inFlight() {
            return sent - answered - unanswered;
        }
    }

    /**
     * Makes the guilds, starts the music, and then sends commands. Blocks until the music plays everywhere: of more than
     * 100 guilds, Discord lets the bot join some 90 a minute. The other methods do not wait for it.
     *
     * @throws IllegalStateException when a run is under way or being started, music does not start, or {@link #stop} ends
     *     the start
     */
    void start(Settings settings) throws InterruptedException;

    /** What came of the last run so far; empty before the first. */
    Optional<Report> report();

    /**
     * Sends no more commands, ends a start that is under way, and ends the music, also that of a run that is over. Does
     * nothing when there is none of it.
     */
    void stop();
}
