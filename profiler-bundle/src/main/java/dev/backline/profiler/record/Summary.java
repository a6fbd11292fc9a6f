package dev.backline.profiler.record;

import dev.backline.profiler.engine.Kind;
import dev.backline.profiler.engine.Sampling;
import dev.backline.profiler.profile.Collapsed;
import dev.backline.profiler.profile.FlameGraphs;
import dev.backline.profiler.profile.Pprof;
import dev.backline.profiler.profile.Profile;
import dev.backline.profiler.profile.Share;
import dev.backline.profiler.run.Run;
import dev.backline.profiler.run.Runs.Draft;
import dev.backline.profiler.run.Scope;
import dev.backline.profiler.span.Activity.Counts;
import dev.backline.profiler.span.Activity.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a profile says, for people.
 *
 * @param scope what it is of
 * @param name of the run
 * @param sampling how it was recorded
 * @param why the engine was chosen
 * @param started when
 * @param lasted how long it took
 * @param spent what the process used meanwhile; empty when that is not known
 * @param profile what it says
 * @param owners what it says by bundle
 * @param activity what the bot did meanwhile, or in a longer time
 * @param playersBefore in how many guilds something played when it began; empty when nobody knows
 * @param playersAfter the same when it ended
 */
public record Summary(
        Scope scope,
        String name,
        Sampling sampling,
        String why,
        Instant started,
        Duration lasted,
        Optional<Spent> spent,
        Profile profile,
        List<Share> owners,
        Counts activity,
        OptionalInt playersBefore,
        OptionalInt playersAfter) {

    private static final int ROWS = 20;

    private double seconds() {
        return Amounts.seconds(lasted);
    }

    /** One line. */
    String title() {
        String filters = (scope.feature().isEmpty() ? "" : ", under " + scope.feature())
                + (scope.thread().isEmpty() ? "" : ", threads with “" + scope.thread() + "”");
        return String.format(
                Locale.ROOT,
                "%s over %.1f s%s (%s)",
                capitalized(profile.kind().what()),
                seconds(),
                filters,
                sampling.engine());
    }

    /** What it says, in one line. */
    public String headline() {
        if (profile.stacks().isEmpty()) {
            return "nothing was sampled";
        }
        Share first = owners.getFirst();
        return Amounts.perTime(profile.kind(), profile.total().value(), lasted) + ", most of it in " + first.name()
                + " (" + Amounts.percent(first.share()) + ")";
    }

    /**
     * Writes all files of the run but the recording.
     *
     * @param byThread whether the flame graph shows each thread for itself
     * @throws IOException when they cannot be written
     */
    public void write(Draft draft, boolean byThread) throws IOException {
        Files.writeString(draft.file(Run.FLAME_GRAPH), FlameGraphs.draw(profile, title(), byThread));
        Files.writeString(draft.file(Run.COLLAPSED), Collapsed.write(profile));
        Files.write(draft.file(Run.PPROF), Pprof.write(profile, started, lasted));
        Files.writeString(draft.file(Run.SUMMARY), text());
    }

    /** The whole of it, as Markdown. */
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("# ").append(title()).append("\n\n");
        facts(text);
        if (profile.stacks().isEmpty()) {
            text.append("Nothing was sampled.\n");
        } else {
            table(text, "By bundle", "bundle", owners);
            if (profile.kind() == Kind.ALLOC || profile.kind() == Kind.LOCK) {
                table(
                        text,
                        profile.kind() == Kind.ALLOC ? "By type" : "By class of the lock",
                        "class",
                        profile.by(stack -> stack.type().isEmpty() ? "[unknown]" : stack.type()));
            }
            table(text, "By method itself", "method", profile.self());
            table(text, "By method and what it calls", "method", profile.methods());
            table(text, "By thread", "thread", profile.by(stack -> stack.thread()));
        }
        activity(text);
        return text.toString();
    }

    private void facts(StringBuilder text) {
        row(text, "run", name);
        row(text, "taken", Amounts.moment(started) + ", for " + String.format(Locale.ROOT, "%.1f s", seconds()));
        row(text, "says", headline());
        row(
                text,
                "samples",
                profile.total().samples() + " of " + profile.stacks().size() + " different stacks");
        spent.ifPresent(exactly -> exactly(text, exactly));
        row(text, "engine", sampling.engine() + ", " + why);
        row(text, "event", sampling.event());
        row(text, "sees", sampling.sees());
        row(text, "graph", Run.FLAME_GRAPH + " (a browser), " + Run.RECORDING + " (JDK Mission Control), " + Run.PPROF);
        text.append('\n');
    }

    /** What the JVM counted, where it counts what was sampled. */
    private void exactly(StringBuilder text, Spent exactly) {
        switch (profile.kind()) {
            case CPU ->
                row(text, "exactly", Amounts.perTime(Kind.CPU, exactly.cpuNanos(), lasted) + " by the JVM's count");
            case ALLOC ->
                row(
                        text,
                        "exactly",
                        Amounts.perTime(Kind.ALLOC, exactly.allocatedBytes(), lasted) + " by the JVM's count");
            case WALL, LOCK -> {}
        }
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("- ").append(name).append(": ").append(value).append('\n');
    }

    private void table(StringBuilder text, String title, String column, List<Share> shares) {
        text.append("## ").append(title).append("\n\n| share | ");
        text.append(profile.kind().unit() == Kind.Unit.BYTES ? "bytes" : "time")
                .append(" | ")
                .append(column);
        text.append(" |\n| ---: | ---: | --- |\n");
        for (Share share : shares.subList(0, Math.min(ROWS, shares.size()))) {
            text.append("| ")
                    .append(Amounts.percent(share.share()))
                    .append(" | ")
                    .append(Amounts.of(profile.kind(), share.weight().value()))
                    .append(" | ")
                    .append(share.name().replace("|", "\\|"))
                    .append(" |\n");
        }
        if (shares.size() > ROWS) {
            text.append("\n… and ").append(shares.size() - ROWS).append(" more\n");
        }
        text.append('\n');
    }

    private void activity(StringBuilder text) {
        text.append("## What was running\n\n");
        row(text, "counted over", String.format(Locale.ROOT, "%.1f s", Amounts.seconds(activity.over())));
        long commands =
                activity.commands().values().stream().mapToLong(Tally::count).sum();
        row(text, "commands", rate(commands));
        row(text, "players", players());
        activity.lookups().forEach((source, tally) -> row(text, "look-ups in " + source, rate(tally)));
        row(text, "track starts", rate(activity.tracks()));
        row(text, "requests to Discord", rate(activity.requests()));
        if (!activity.commands().isEmpty()) {
            text.append("\n| command | times | failed | took on average |\n| --- | ---: | ---: | ---: |\n");
            activity.commands()
                    .forEach((name, tally) -> text.append(String.format(
                            Locale.ROOT,
                            "| %s | %d | %d | %.1f ms |%n",
                            name,
                            tally.count(),
                            tally.failed(),
                            millis(tally))));
        }
    }

    private String players() {
        if (playersAfter.isEmpty()) {
            return "nobody knows";
        }
        int after = playersAfter.getAsInt();
        int before = playersBefore.orElse(after);
        return before == after ? String.valueOf(after) : before + " when it began, " + after + " when it ended";
    }

    private String rate(long count) {
        return String.format(Locale.ROOT, "%d (%.1f per second)", count, count / Amounts.seconds(activity.over()));
    }

    private String rate(Tally tally) {
        return tally.count() == 0
                ? "none"
                : rate(tally.count())
                        + String.format(Locale.ROOT, ", %d failed, %.1f ms on average", tally.failed(), millis(tally));
    }

    private static double millis(Tally tally) {
        return tally.nanos() / 1e6 / Math.max(1, tally.count());
    }

    private static String capitalized(String text) {
        return text.startsWith("CPU") ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
