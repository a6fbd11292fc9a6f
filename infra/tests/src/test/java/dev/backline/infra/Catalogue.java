package dev.backline.infra;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All metrics of the bot, by the page that is made from the collectors' catalogues. */
public final class Catalogue {

    private static final Pattern ROW = Pattern.compile("^\\| `(backline_\\w+)` \\|", Pattern.MULTILINE);
    private static final Pattern SUFFIX = Pattern.compile("_(bucket|count|sum)$");

    private Catalogue() {}

    public static Set<String> names() {
        return ROW.matcher(Repository.text(Repository.ROOT.resolve("docs/monitoring/metrics.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The metric that a series is of: a histogram has several names. */
    public static String family(String series) {
        return SUFFIX.matcher(series).replaceFirst("");
    }
}
