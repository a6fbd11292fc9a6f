package dev.backline.features;

import dev.backline.api.feature.Feature;
import dev.backline.api.feature.Feature.Part;
import dev.backline.api.feature.FeatureChange;
import dev.backline.api.feature.FeatureCost;
import dev.backline.api.feature.Features;
import dev.backline.api.shell.LiveView;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands that show features and change nothing. */
final class ViewCommands implements ShellCommands {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Features features;
    private final SetSwitch set;

    ViewCommands(Features features, SetSwitch set) {
        this.features = features;
        this.set = set;
    }

    @Override
    public String scope() {
        return "feature";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                "list", ListCommand::new,
                "info", InfoCommand::new,
                "top", TopCommand::new,
                "history", HistoryCommand::new);
    }

    @Command(description = "List the features: how they are, what they cost, since when and by whom")
    private final class ListCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<Feature> all = features.list();
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                all.forEach(feature -> array.add(json(feature)));
                shell.out().println(array.build());
                return;
            }
            ShellTable table = new ShellTable("FEATURE", "STATE", "VERSION", "SET", "CPU", "SINCE", "BY");
            all.forEach(feature -> table.add(
                    feature.name(),
                    state(feature),
                    feature.version(),
                    feature.inSet() ? "yes" : "-",
                    share(feature),
                    feature.since().map(change -> time(change.at())).orElse("-"),
                    feature.since()
                            .map(change -> change.cause().toString())
                            .orElse(feature.inSet() ? "set " + set.current() : "-")));
            table.print(shell.out(), shell.width());
            ShellTable problems = new ShellTable("NOT AS IT SHOULD BE", "WHY");
            all.forEach(feature -> feature.problem().ifPresent(problem -> problems.add(feature.name(), problem)));
            if (all.stream().anyMatch(feature -> feature.problem().isPresent())) {
                shell.out().println();
                problems.print(shell.out(), shell.width());
            }
        }
    }

    @Command(description = "Show everything that is known of a feature")
    private final class InfoCommand implements ShellCommand {

        @Parameters(paramLabel = "FEATURE", description = "as feature:list names it")
        private String name = "";

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            Feature feature = features.list().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no feature “" + name + "”; feature:list names them"));
            if (json) {
                shell.out().println(json(feature).build());
            } else {
                print(shell.out(), feature);
            }
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    private void print(PrintStream out, Feature feature) {
        String row = "%-10s %s%n";
        out.printf(row, feature.name(), feature.summary());
        out.printf(
                row,
                "state",
                state(feature)
                        + feature.problem().map(problem -> ": " + problem).orElse(""));
        out.printf(row, "category", feature.category().name().toLowerCase(Locale.ROOT));
        out.printf(row, "removable", feature.removable() ? "yes, the bot plays on without it" : "no, the bot needs it");
        if (!feature.observes().isEmpty()) {
            out.printf(row, "observes", String.join(", ", feature.observes()));
        }
        for (Part part : feature.parts()) {
            out.printf(
                    row,
                    "bundle",
                    part.bundleId() + " " + part.symbolicName() + " " + part.version() + " from " + part.location());
        }
        feature.cost().ifPresent(cost -> out.printf(row, "cost", words(cost)));
        features.history().stream()
                .filter(change -> change.feature().equals(feature.name()))
                .sorted(Comparator.comparing(FeatureChange::at).reversed())
                .limit(5)
                .forEach(change -> out.printf(row, "history", line(change)));
    }

    private static String words(FeatureCost cost) {
        return String.format(
                Locale.ROOT,
                "%.3f %% of a CPU over %d s; %d calls of its observers since they came, %d failed%s",
                100 * cost.share(),
                cost.window().toSeconds(),
                cost.calls(),
                cost.errors(),
                cost.disconnected() ? "; disconnected" : "");
    }

    @Command(
            description = "Show what features cost, again and again",
            footer = {"", "100 %% is one CPU. Ctrl-C ends it."})
    private final class TopCommand implements ShellCommand {

        @Option(
                names = "--count",
                paramLabel = "N",
                description = "how often; default: until ended, or once in a script")
        private int count;

        @Option(names = "--every", paramLabel = "SECONDS", description = "default: ${DEFAULT-VALUE}")
        private int seconds = 2;

        @Override
        public void run(ShellSession shell) {
            new LiveView(shell, count, seconds).show(() -> print(shell));
        }

        private void print(ShellSession shell) {
            List<Feature> running = features.list().stream()
                    .filter(feature -> feature.cost().isPresent())
                    .sorted(Comparator.comparing(
                                    (Feature feature) -> -cost(feature).share())
                            .thenComparing(Feature::name))
                    .toList();
            double optional = running.stream()
                    .filter(Feature::removable)
                    .mapToDouble(feature -> cost(feature).share())
                    .sum();
            shell.out()
                    .printf(
                            Locale.ROOT,
                            "%s  %.3f %% of a CPU for all features that can be switched off%n",
                            time(Instant.now()),
                            100 * optional);
            ShellTable table = new ShellTable("FEATURE", "CPU", "CALLS", "ERRORS", "OBSERVES");
            running.forEach(feature -> table.add(
                    feature.name(),
                    share(feature),
                    Long.toString(cost(feature).calls()),
                    Long.toString(cost(feature).errors()),
                    cost(feature).disconnected() ? "disconnected" : String.join(", ", feature.observes())));
            table.print(shell.out(), shell.width());
        }
    }

    private static FeatureCost cost(Feature feature) {
        return feature.cost().orElseThrow();
    }

    @Command(description = "Show what happened to features, the newest last")
    private final class HistoryCommand implements ShellCommand {

        @Parameters(arity = "0..1", paramLabel = "FEATURE", description = "only of this one")
        private String name = "";

        @Option(names = "--last", paramLabel = "N", description = "how many; default: ${DEFAULT-VALUE}")
        private int last = 30;

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            List<FeatureChange> changes = features.history().stream()
                    .filter(change -> name.isEmpty() || change.feature().equals(name))
                    .toList();
            List<FeatureChange> shown =
                    changes.subList(Math.max(0, changes.size() - Math.max(1, last)), changes.size());
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                shown.forEach(change -> array.add(History.json(change)));
                shell.out().println(array.build());
                return;
            }
            ShellTable table = new ShellTable("WHEN", "FEATURE", "WHAT", "BY");
            shown.forEach(change -> table.add(
                    time(change.at()),
                    change.feature(),
                    kind(change),
                    change.cause() + (change.detail().isEmpty() ? "" : " · " + change.detail())));
            table.print(shell.out(), shell.width());
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    private Stream<String> names() {
        return features.list().stream().map(Feature::name);
    }

    private static String line(FeatureChange change) {
        return time(change.at()) + " " + kind(change) + " (" + change.cause() + ")"
                + (change.detail().isEmpty() ? "" : ": " + change.detail());
    }

    private static String kind(FeatureChange change) {
        return change.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String state(Feature feature) {
        return feature.state().name().toLowerCase(Locale.ROOT);
    }

    private static String share(Feature feature) {
        return feature.cost()
                .map(cost -> String.format(Locale.ROOT, "%.3f %%", 100 * cost.share()))
                .orElse("-");
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static JsonObjectBuilder json(Feature feature) {
        JsonArrayBuilder parts = Json.createArrayBuilder();
        feature.parts()
                .forEach(part -> parts.add(Json.createObjectBuilder()
                        .add("id", part.bundleId())
                        .add("symbolicName", part.symbolicName())
                        .add("version", part.version())
                        .add("location", part.location())));
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("name", feature.name())
                .add("summary", feature.summary())
                .add("category", feature.category().name())
                .add("removable", feature.removable())
                .add("observes", Json.createArrayBuilder(feature.observes()))
                .add("state", feature.state().name())
                .add("version", feature.version())
                .add("inSet", feature.inSet())
                .add("bundles", parts);
        feature.problem().ifPresent(problem -> object.add("problem", problem));
        feature.since().ifPresent(change -> object.add("since", History.json(change)));
        Optional<FeatureCost> cost = feature.cost();
        cost.ifPresent(known -> object.add(
                "cost",
                Json.createObjectBuilder()
                        .add("share", known.share())
                        .add("windowSeconds", known.window().toSeconds())
                        .add("calls", known.calls())
                        .add("errors", known.errors())
                        .add("disconnected", known.disconnected())));
        return object;
    }
}
