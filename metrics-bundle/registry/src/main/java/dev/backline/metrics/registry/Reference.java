package dev.backline.metrics.registry;

import dev.backline.metrics.catalog.Catalog;
import dev.backline.metrics.catalog.Family;
import io.prometheus.client.Collector;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** The page of the documentation that lists all metrics, made from their catalogues. */
final class Reference {

    private static final String HEAD = """
            # Metrics

            Made from the collectors' catalogues by `./dev-env.sh docs`; the tests fail when it is out of date. What they
            are good for, and when to worry, is in the other pages of this folder.

            Every metric is there while its feature is on. Series whose labels have a closed list of values are there from
            the start, with 0; others since their first event.
            """;

    private Reference() {}

    static String markdown(List<Catalog> catalogs) {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, SortedSet<String>> labels = new TreeMap<>();
        catalogs.stream().sorted(Comparator.comparing(Catalog::name)).forEach(catalog -> {
            page.append("\n## ").append(catalog.name()).append("\n\n");
            page.append("| metric | kind | labels | what |\n| --- | --- | --- | --- |\n");
            for (Family family : catalog.families()) {
                row(page, family);
            }
            catalog.families().forEach(family -> buckets(page, family));
            catalog.families().forEach(family -> family.labels().forEach(label -> labels.computeIfAbsent(
                            "| `%s` | %s |".formatted(label.name(), label.about()), row -> new TreeSet<>())
                    .add(catalog.name())));
        });
        // A label's name may mean one thing here and another there.
        page.append("\n## Labels\n\n| label | values | of |\n| --- | --- | --- |\n");
        labels.forEach((row, of) -> page.append(row + " " + String.join(", ", of) + " |\n"));
        return page.toString();
    }

    private static void row(StringBuilder page, Family family) {
        page.append("| `%s` | %s | %s | %s |\n"
                .formatted(
                        family.name(),
                        family.kind().name().toLowerCase(Locale.ROOT),
                        family.labels().stream()
                                .map(label -> "`" + label.name() + "`")
                                .collect(Collectors.joining(", ")),
                        family.help()));
    }

    private static void buckets(StringBuilder page, Family family) {
        family.buckets()
                .ifPresent(buckets -> page.append("\nBuckets of `%s`, in seconds: %s.\n"
                        .formatted(
                                family.name(),
                                DoubleStream.of(buckets.seconds())
                                        .mapToObj(Collector::doubleToGoString)
                                        .collect(Collectors.joining(", ")))));
    }
}
