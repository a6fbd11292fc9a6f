package dev.backline.metrics.registry;

import dev.backline.api.shell.LiveView;
import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.shell.ShellSession;
import dev.backline.api.shell.ShellTable;
import dev.backline.metrics.catalog.BucketCounts;
import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Family;
import dev.backline.metrics.registry.View.Durations;
import dev.backline.metrics.registry.View.Line;
import dev.backline.metrics.registry.View.Plain;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shell commands that show metrics. */
final class MetricsCommands implements ShellCommands {

    private final Registry registry;
    private final Scraper scraper;

    MetricsCommands(Registry registry, Scraper scraper) {
        this.registry = registry;
        this.scraper = scraper;
    }

    @Override
    public String scope() {
        return "metrics";
    }

    @Override
    public Map<String, Supplier<ShellCommand>> commands() {
        return Map.of(
                "list", ListCommand::new,
                "show", ShowCommand::new,
                "watch", WatchCommand::new,
                "scrape", ScrapeCommand::new,
                "catalog", CatalogCommand::new);
    }

    private Stream<String> names() {
        return registry.families().stream().map(Family::name).sorted();
    }

    @Command(description = "List the metrics: what they are, and how many series they have")
    private final class ListCommand implements ShellCommand {

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                registry.catalogs().forEach(catalog -> catalog.families()
                        .forEach(family -> array.add(description(catalog, family)
                                .add("series", family.series().size()))));
                shell.out().println(array.build());
                return;
            }
            ShellTable table = new ShellTable("METRIC", "KIND", "SERIES", "COLLECTOR", "WHAT");
            for (Catalog catalog : registry.catalogs()) {
                for (Family family : catalog.families()) {
                    table.add(
                            family.name(),
                            kind(family),
                            Integer.toString(family.series().size()),
                            catalog.name(),
                            family.help());
                }
            }
            table.print(shell.out(), shell.width());
        }
    }

    private static JsonObjectBuilder description(Catalog catalog, Family family) {
        JsonObjectBuilder object = Json.createObjectBuilder()
                .add("name", family.name())
                .add("kind", kind(family))
                .add("unit", family.unit().toString())
                .add("help", family.help())
                .add("labels", Json.createArrayBuilder(View.labels(family)))
                .add("collector", catalog.name());
        family.buckets().ifPresent(buckets -> {
            JsonArrayBuilder bounds = Json.createArrayBuilder();
            for (double bound : buckets.seconds()) {
                bounds.add(bound);
            }
            object.add("buckets", bounds);
        });
        return object;
    }

    private static String kind(Family family) {
        return family.kind().name().toLowerCase(Locale.ROOT);
    }

    @Command(
            description = "Show the series of a metric as they are now",
            footer = {
                "",
                "Quantiles are estimated from the buckets of a histogram, over all that it counted. What may not be"
                        + " exported is shown, too."
            })
    private final class ShowCommand implements ShellCommand {

        @Parameters(paramLabel = "METRIC", description = "as metrics:list names it")
        private String name = "";

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            Family family = registry.families().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalArgumentException("There is no metric “" + name + "”; metrics:list names them"));
            List<Line> lines = View.lines(family);
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                lines.forEach(line -> array.add(json(line)));
                shell.out().println(array.build());
                return;
            }
            shell.out().println(family.help());
            table(family, lines).print(shell.out(), shell.width());
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    private static JsonObjectBuilder json(Line line) {
        JsonObjectBuilder object = Json.createObjectBuilder().add("labels", line.labels());
        switch (line.value()) {
            case Plain plain -> {
                if (Double.isFinite(plain.number())) {
                    object.add("value", plain.number());
                }
            }
            case Durations durations -> {
                BucketCounts counts = durations.counts();
                object.add("count", counts.count())
                        .add("sumSeconds", counts.sumNanos() / 1e9)
                        .add("p50Seconds", counts.quantileNanos(0.5) / 1e9)
                        .add("p95Seconds", counts.quantileNanos(0.95) / 1e9)
                        .add("p99Seconds", counts.quantileNanos(0.99) / 1e9);
            }
        }
        return object;
    }

    private static ShellTable table(Family family, List<Line> lines) {
        if (family.buckets().isEmpty()) {
            ShellTable table = new ShellTable("VALUE", "SERIES");
            for (Line line : lines) {
                if (line.value() instanceof Plain plain) {
                    table.add(Numbers.plain(plain.number()), line.labels());
                }
            }
            return table;
        }
        ShellTable table = new ShellTable("COUNT", "MEAN", "P50", "P95", "P99", "SERIES");
        for (Line line : lines) {
            if (line.value() instanceof Durations durations) {
                BucketCounts counts = durations.counts();
                table.add(
                        Long.toString(counts.count()),
                        mean(counts),
                        quantile(counts, 0.5),
                        quantile(counts, 0.95),
                        quantile(counts, 0.99),
                        line.labels());
            }
        }
        return table;
    }

    static String mean(BucketCounts counts) {
        return counts.count() == 0 ? "-" : Numbers.duration((double) counts.sumNanos() / counts.count());
    }

    static String quantile(BucketCounts counts, double share) {
        return counts.count() == 0 ? "-" : Numbers.duration(counts.quantileNanos(share));
    }

    @Command(
            description = "Show what the metrics do, again and again",
            footer = {
                "",
                "Counters and histograms that counted something since the look before, the busiest first, and gauges when"
                        + " they are named. Ctrl-C ends it."
            })
    private final class WatchCommand implements ShellCommand {

        @Parameters(
                arity = "0..*",
                paramLabel = "METRIC",
                description = "beginnings of names; default: all counters and histograms")
        private List<String> names = List.of();

        @Option(
                names = "--count",
                paramLabel = "N",
                description = "how often; default: until ended, or once in a script")
        private int count;

        @Option(names = "--every", paramLabel = "SECONDS", description = "default: ${DEFAULT-VALUE}")
        private int seconds = 2;

        @Override
        public void run(ShellSession shell) {
            Watch watch = new Watch(registry::families, names, System::nanoTime);
            watch.look();
            LiveView view = new LiveView(shell, count, seconds);
            if (view.pause()) {
                view.show(() -> print(shell, watch.look()));
            }
        }

        private static void print(ShellSession shell, List<Watch.Activity> seen) {
            ShellTable table = new ShellTable("PER SECOND", "MEAN", "P95", "VALUE", "SERIES");
            seen.stream()
                    .sorted(Comparator.comparing((Watch.Activity activity) -> -activity.perSecond())
                            .thenComparing(Watch.Activity::series))
                    .forEach(activity -> table.add(
                            activity.perSecond() > 0 ? String.format(Locale.ROOT, "%.2f", activity.perSecond()) : "-",
                            activity.durations().map(MetricsCommands::mean).orElse("-"),
                            activity.durations()
                                    .map(counts -> quantile(counts, 0.95))
                                    .orElse("-"),
                            Numbers.plain(activity.value()),
                            activity.series()));
            table.print(shell.out(), shell.width());
        }

        @Override
        public Stream<String> complete(String label) {
            return names();
        }
    }

    @Command(description = "Print what Prometheus reads")
    private final class ScrapeCommand implements ShellCommand {

        @Option(names = "--openmetrics", description = "as OpenMetrics 1.0 instead of Prometheus' text 0.0.4")
        private boolean openMetrics;

        @Override
        public void run(ShellSession shell) throws Scraper.TooSlow, InterruptedException {
            byte[] text = scraper.scrape().text(openMetrics ? Format.OPEN_METRICS : Format.PROMETHEUS);
            shell.out().print(new String(text, StandardCharsets.UTF_8));
        }
    }

    @Command(description = "Show everything that is known of the metrics but their values")
    private final class CatalogCommand implements ShellCommand {

        @Option(names = "--markdown", description = "print the page docs/monitoring/metrics.md")
        private boolean markdown;

        @Option(names = "--json", description = "print JSON for scripts")
        private boolean json;

        @Override
        public void run(ShellSession shell) {
            if (markdown) {
                shell.out().print(Reference.markdown(registry.catalogs()));
                return;
            }
            if (json) {
                JsonArrayBuilder array = Json.createArrayBuilder();
                registry.catalogs().forEach(catalog -> catalog.families()
                        .forEach(family -> array.add(description(catalog, family))));
                shell.out().println(array.build());
                return;
            }
            for (Catalog catalog : registry.catalogs()) {
                shell.out().println(catalog.name());
                for (Family family : catalog.families()) {
                    shell.out().println("  " + family.name() + " (" + kind(family) + "): " + family.help());
                    family.labels().forEach(label -> shell.out()
                            .println(ShellTable.clip("    " + label.name() + ": " + label.about(), shell.width())));
                }
            }
        }
    }
}
