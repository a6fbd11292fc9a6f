package dev.backline.infra;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All metrics of the bot, by the page that is made from the collectors' catalogues. */
public final class Catalogue {

    private static final Pattern HEADING = Pattern.compile("## (\\S+)");
    private static final Pattern METRIC = Pattern.compile("\\| `(backline_\\w+)` \\| \\w+ \\| ([^|]*) \\|.*");
    private static final Pattern VALUES = Pattern.compile("\\| `(\\w+)` \\| ([a-z_]+(?:, [a-z_]+)+) \\| ([^|]*) \\|");
    private static final Pattern NAME = Pattern.compile("[\\w-]+");
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum)$");

    /**
     * A metric.
     *
     * @param of the collector that it is of
     * @param labels names of its labels
     */
    public record Metric(String of, Set<String> labels) {}

    private final Map<String, Metric> metrics = new TreeMap<>();

    /** By collector and label, for labels whose values are a closed list. */
    private final Map<String, Set<String>> values = new TreeMap<>();

    private Catalogue() {
        String heading = "";
        for (String line : Repository.text(Repository.ROOT.resolve("docs/monitoring/metrics.md"))
                .lines()
                .toList()) {
            Matcher found = HEADING.matcher(line);
            if (found.matches()) {
                heading = found.group(1);
            } else if (found.usePattern(METRIC).matches()) {
                metrics.put(found.group(1), new Metric(heading, names(found.group(2))));
            } else if (found.usePattern(VALUES).matches()) {
                for (String collector : names(found.group(3))) {
                    values.computeIfAbsent(collector + " " + found.group(1), key -> new TreeSet<>())
                            .addAll(names(found.group(2)));
                }
            }
        }
    }

    private static Set<String> names(String cell) {
        Set<String> names = new TreeSet<>();
        NAME.matcher(cell).results().forEach(name -> names.add(name.group()));
        return names;
    }

    /** As the page is now. */
    public static Catalogue read() {
        return new Catalogue();
    }

    public static Set<String> names() {
        return read().metrics.keySet();
    }

    /** The metric that a series is of: a histogram has several names. */
    public static String family(String series) {
        return SUFFIX.matcher(series).replaceFirst("");
    }

    /** Whether a series may have a label. */
    public boolean isLabel(String series, String label) {
        Metric metric = metrics.get(family(series));
        return metric == null || metric.labels().contains(label);
    }

    /** Whether a label of a series may have a value; of labels without a closed list, any. */
    public boolean isValue(String series, String label, String value) {
        Metric metric = metrics.get(family(series));
        Set<String> closed = metric == null ? null : values.get(metric.of() + " " + label);
        return closed == null || closed.contains(value);
    }
}
