package dev.backline.profiler.heap;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.backline.profiler.heap.Histogram.Row;
import dev.backline.profiler.record.Amounts;
import dev.backline.profiler.record.Progress;
import dev.backline.profiler.record.Turns;
import dev.backline.profiler.record.Turns.Turn;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Draft;
import dev.backline.profiler.run.Runs.Kept;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

/** Writes down what is on the heap. Safe for use by any thread. */
public final class Heap {

    private static final String KIND = "heap";
    private static final String DUMP = "heap.hprof";
    private static final int ROWS = 40;

    private final Turns turns;
    private final Runs runs;

    public Heap(Turns turns, Runs runs) {
        this.turns = turns;
        this.runs = runs;
    }

    /**
     * Counts objects by class.
     *
     * @param live whether garbage is collected first
     */
    public Kept histogram(boolean live, String who) throws IOException {
        try (Turn turn = turns.take("a heap histogram", who, Duration.ZERO)) {
            return runs.write(KIND, turn.started(), 0, draft -> histogram(live, draft));
        }
    }

    private static Kept histogram(boolean live, Draft draft) throws IOException {
        Histogram histogram = Histogram.take(live);
        write(draft, histogram);
        String headline = headline(histogram);
        Files.writeString(
                draft.file(Run.SUMMARY),
                "# Heap by class\n\n- " + headline + (live ? ", all of it in use\n\n" : ", garbage included\n\n")
                        + table(histogram.largest(ROWS), false));
        return draft.keep(Duration.ZERO, headline);
    }

    /**
     * Counts what is in use twice, and says what there is more of. When interrupted, the second time comes early.
     *
     * @param between how long to wait
     */
    public Kept difference(Duration between, String who, Progress progress) throws IOException {
        try (Turn turn = turns.take("a heap comparison", who, between)) {
            return runs.write(KIND, turn.started(), 0, draft -> difference(turn, progress, draft));
        }
    }

    private static Kept difference(Turn turn, Progress progress, Draft draft) throws IOException {
        // What was counted first is not to be counted the second time.
        Path first = draft.file("histogram-before.txt");
        Files.writeString(first, Histogram.take(true).text());
        turn.await(progress, () -> false);
        Histogram after = Histogram.take(true);
        Histogram before = Histogram.parse(Files.readString(first));
        Duration lasted = turn.lasted();
        write(draft, after);
        long growth = after.total().bytes() - before.total().bytes();
        String headline = Amounts.moreBytes(growth) + " in " + lasted.toSeconds() + " s";
        Files.writeString(
                draft.file(Run.SUMMARY),
                "# What there is more of on the heap\n\n- " + headline + ", all of it in use\n\n"
                        + table(after.difference(before, ROWS), true));
        return draft.keep(lasted, headline);
    }

    /**
     * Writes the whole heap to a file that only the owner of the process may read. All threads stop meanwhile, for about a
     * second per 500 MB.
     *
     * @param live whether only what is in use is written
     */
    public Kept dump(boolean live, String who) throws IOException {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (Turn turn = turns.take("a heap dump", who, Duration.ZERO)) {
            return runs.write(KIND, turn.started(), used, draft -> dump(live, turn, draft));
        }
    }

    private static Kept dump(boolean live, Turn turn, Draft draft) throws IOException {
        Path file = draft.file(DUMP);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(file.toString(), live);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Duration lasted = turn.lasted();
        String headline = "a dump of " + Amounts.bytes(Files.size(file));
        Files.writeString(
                draft.file(Run.SUMMARY),
                "# Heap dump\n\n- " + headline + (live ? ", only what is in use" : ", garbage included")
                        + "\n- the bot stood still for " + lasted.toMillis() + " ms\n\n" + warning() + "\n");
        return draft.keep(lasted, headline);
    }

    /** What whoever takes or passes on a dump has to know. */
    public static String warning() {
        return "A heap dump holds everything that is in memory: the bot's token, passwords of nodes, names of members,"
                + " what they typed. Do not attach it to an issue; remove it when it was looked at.";
    }

    private static void write(Draft draft, Histogram histogram) throws IOException {
        Files.writeString(draft.file(Run.HISTOGRAM), histogram.text());
    }

    private static String headline(Histogram histogram) {
        return Amounts.bytes(histogram.total().bytes()) + " in "
                + histogram.total().instances() + " objects of "
                + histogram.classes().size() + " classes";
    }

    /** A table as Markdown. */
    public static String table(List<Row> rows, boolean difference) {
        StringBuilder text = new StringBuilder("| bytes | objects | class |\n| ---: | ---: | --- |\n");
        for (Row row : rows) {
            long bytes = row.count().bytes();
            long instances = row.count().instances();
            text.append("| ")
                    .append(difference ? Amounts.moreBytes(bytes) : Amounts.bytes(bytes))
                    .append(" | ")
                    .append(difference && instances > 0 ? "+" : "")
                    .append(instances)
                    .append(" | ")
                    .append(row.name())
                    .append(" |\n");
        }
        return text.toString();
    }
}
