package dev.backline.guard;

import dev.backline.api.feature.Feature;
import dev.backline.api.feature.FeatureState;
import dev.backline.api.feature.Features;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import dev.backline.guard.Sentences.Sentence;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/** Shows what the guard sees and does. */
final class GuardCommands implements ShellCommands {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Features features;
    private final Guard guard;

    GuardCommands(Features features, Guard guard) {
        this.features = features;
        this.guard = guard;
    }

    @Override
    public String scope() {
        return "feature";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of("guard", GuardCommand::new);
    }

    @Command(
            description = "Show the guard's budget, what is left of it, and what it switched off",
            footer = {
                "",
                "The guard's settings are those of dev.backline.guard in conf/. What it switched off comes back by"
                        + " itself, or by “feature:on”."
            })
    private final class GuardCommand implements ShellCommand {

        @Override
        public void run(ShellSession shell) {
            List<Feature> optional =
                    features.list().stream().filter(Budget::isOptional).toList();
            Budget budget = guard.budget();
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "Optional features cost %.3f %% of a CPU, of %.2f %%; one may cost %.2f %%.%s%n",
                            100 * Budget.total(optional),
                            100 * budget.total(),
                            100 * budget.each(),
                            guard.dryRun() ? " A dry run: nothing is switched off." : "");
            if (guard.strikes() > 0) {
                shell.out()
                        .printf(
                                "%d looks in a row found that too much; at %d, the most expensive one goes.%n",
                                guard.strikes(), guard.checks());
            }
            Map<String, Sentence> sentences = guard.sentences();
            ShellTable table = new ShellTable("FEATURE", "CPU", "GUARD");
            optional.stream()
                    .filter(feature -> feature.state() != FeatureState.AVAILABLE)
                    .sorted(Comparator.comparing((Feature feature) -> -Budget.share(feature))
                            .thenComparing(Feature::name))
                    .forEach(feature -> table.add(
                            feature.name(),
                            feature.cost().isEmpty()
                                    ? "-"
                                    : String.format(Locale.ROOT, "%.3f %%", 100 * Budget.share(feature)),
                            sentences.containsKey(feature.name()) ? words(sentences.get(feature.name())) : ""));
            table.print(shell.out(), shell.width());
        }

        private String words(Sentence sentence) {
            String times = sentence.times() == 1 ? "" : ", " + sentence.times() + " times in a row";
            if (!sentence.serving()) {
                return "tried again since " + time(sentence.since()) + times;
            }
            String next = guard.retry(sentence).map(at -> "until " + time(at)).orElse("for good");
            return (guard.dryRun() ? "would be off " : "off ") + next + times + ": " + sentence.evidence();
        }
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }
}
