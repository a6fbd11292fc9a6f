package dev.backline.profiler.diff;

import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.heap.Heap;
import dev.backline.profiler.heap.Histogram;
import dev.backline.profiler.profile.Collapsed;
import dev.backline.profiler.profile.FlameGraphs;
import dev.backline.profiler.profile.Profile;
import dev.backline.profiler.profile.Share;
import dev.backline.profiler.record.Amounts;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs;
import dev.backline.profiler.run.Runs.Kept;
import dev.backline.profiler.run.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says what is different between two runs. Safe for use by any thread. */
public final class Comparison {

    private static final String KIND = "diff";
    private static final int ROWS = 20;

    private final Runs runs;
    private final Clock clock;

    public Comparison(Runs runs, Clock clock) {
        this.runs = runs;
        this.clock = clock;
    }

    /** A method, and how much more of the unit it takes each second. */
    private record Change(String method, double before, double after) {

        private double difference() {
            return after - before;
        }
    }

    /**
     * Compares two profiles or two heap histograms of one kind.
     *
     * @throws IllegalArgumentException when they cannot be compared
     */
    public Kept compare(Run before, Run after) throws IOException {
        if (!before.kind().equals(after.kind())) {
            throw new IllegalArgumentException(
                    "A " + before.kind() + " run cannot be compared with a " + after.kind() + " run");
        }
        if (Files.exists(before.file(Run.HISTOGRAM)) && Files.exists(after.file(Run.HISTOGRAM))) {
            return histograms(before, after);
        }
        Kind kind = Kind.of(before.kind())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Runs of " + Kind.labels() + " and heap histograms can be compared, not of " + before.kind()));
        return profiles(before, after, kind);
    }

    private Kept profiles(Run before, Run after, Kind kind) throws IOException {
        Profile old = Collapsed.read(before.file(Run.COLLAPSED), kind);
        Profile now = Collapsed.read(after.file(Run.COLLAPSED), kind);
        if (old.total().value() == 0) {
            throw new IllegalArgumentException(
                    "Nothing was sampled in " + before.name() + ", so that there is nothing to compare with");
        }
        String doubts = doubts(before.scope(), after.scope());
        double oldSeconds = Amounts.seconds(before.lasted());
        double nowSeconds = Amounts.seconds(after.lasted());
        double oldRate = old.total().value() / oldSeconds;
        double nowRate = now.total().value() / nowSeconds;
        String title = kind.label() + ": " + after.name() + " against " + before.name();
        String headline = String.format(
                Locale.ROOT,
                "%s a second, before %s (%+.1f %%)%s",
                Amounts.of(kind, (long) nowRate),
                Amounts.of(kind, (long) oldRate),
                100 * (nowRate / oldRate - 1),
                doubts.isEmpty() ? "" : "; but engines or filters differ");
        return runs.write(KIND, clock.instant(), 0, draft -> {
            Files.writeString(
                    draft.file(Run.FLAME_GRAPH), FlameGraphs.drawDifference(old, nowSeconds / oldSeconds, now, title));
            StringBuilder text = new StringBuilder("# What is different: " + title + "\n\n- says: " + headline);
            if (!doubts.isEmpty()) {
                text.append("\n- **mind**: ").append(doubts);
            }
            text.append("\n- before: ").append(before.name()).append(", ").append(before.headline());
            text.append("\n- after: ").append(after.name()).append(", ").append(after.headline());
            text.append("\n\n");
            table(text, kind, "By method itself", changes(old.self(), oldSeconds, now.self(), nowSeconds));
            table(
                    text,
                    kind,
                    "By method and what it calls",
                    changes(old.methods(), oldSeconds, now.methods(), nowSeconds));
            Files.writeString(draft.file(Run.SUMMARY), text);
            return draft.keep(Duration.ZERO, headline);
        });
    }

    /** Why a difference may be none of the bot; empty when nothing speaks against it, or is known. */
    private static String doubts(Scope before, Scope after) {
        if (!before.isKnown() || !after.isKnown()) {
            return "";
        }
        StringBuilder doubts = new StringBuilder();
        if (!before.engine().equals(after.engine())) {
            doubts.append("engines differ, ")
                    .append(before.engine())
                    .append(" and then ")
                    .append(after.engine());
        }
        if (!before.filter().equals(after.filter())) {
            doubts.append(doubts.isEmpty() ? "" : "; ")
                    .append("filters differ, ")
                    .append(before.filter())
                    .append(" and then ")
                    .append(after.filter());
        }
        return doubts.toString();
    }

    private static List<Change> changes(List<Share> before, double oldSeconds, List<Share> after, double nowSeconds) {
        Map<String, Double> old = new HashMap<>();
        before.forEach(share -> old.put(share.name(), share.weight().value() / oldSeconds));
        List<Change> changes = new ArrayList<>();
        after.forEach(share -> {
            Double was = old.remove(share.name());
            changes.add(new Change(
                    share.name(), was == null ? 0 : was, share.weight().value() / nowSeconds));
        });
        old.forEach((name, was) -> changes.add(new Change(name, was, 0)));
        changes.removeIf(change -> change.difference() == 0);
        changes.sort(Comparator.comparing((Change change) -> -Math.abs(change.difference()))
                .thenComparing(Change::method));
        return changes.subList(0, Math.min(ROWS, changes.size()));
    }

    private static void table(StringBuilder text, Kind kind, String title, List<Change> changes) {
        text.append("## ").append(title).append(", a second\n\n| difference | before | after | method |\n");
        text.append("| ---: | ---: | ---: | --- |\n");
        for (Change change : changes) {
            double difference = change.difference();
            text.append("| ")
                    .append(difference < 0 ? "-" : "+")
                    .append(Amounts.of(kind, (long) Math.abs(difference)))
                    .append(" | ")
                    .append(Amounts.of(kind, (long) change.before()))
                    .append(" | ")
                    .append(Amounts.of(kind, (long) change.after()))
                    .append(" | ")
                    .append(change.method().replace("|", "\\|"))
                    .append(" |\n");
        }
        text.append('\n');
    }

    private Kept histograms(Run before, Run after) throws IOException {
        Histogram old = Histogram.parse(Files.readString(before.file(Run.HISTOGRAM)));
        Histogram now = Histogram.parse(Files.readString(after.file(Run.HISTOGRAM)));
        long growth = now.total().bytes() - old.total().bytes();
        String headline = Amounts.moreBytes(growth) + " on the heap";
        return runs.write(KIND, clock.instant(), 0, draft -> {
            Files.writeString(
                    draft.file(Run.SUMMARY),
                    "# What is different on the heap: " + after.name() + " against " + before.name() + "\n\n- "
                            + headline + "\n\n" + Heap.table(now.difference(old, 2 * ROWS), true));
            return draft.keep(Duration.ZERO, headline);
        });
    }
}
