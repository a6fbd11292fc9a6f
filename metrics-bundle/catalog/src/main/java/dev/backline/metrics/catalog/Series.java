package dev.backline.metrics.catalog;

import com.codahale.metrics.Metric;
import java.util.List;

/** One metric of a family: that of certain values of its labels. */
public final class Series {

    private final Family family;
    private final List<String> values;
    private final Metric metric;
    private final String name;

    Series(Family family, List<String> values, Metric metric) {
        this.family = family;
        this.values = List.copyOf(values);
        this.metric = metric;
        name = name(family, values);
    }

    private static String name(Family family, List<String> values) {
        if (values.isEmpty()) {
            return family.name();
        }
        StringBuilder name = new StringBuilder(family.name());
        for (int i = 0; i < values.size(); i++) {
            name.append(i == 0 ? '{' : ',')
                    .append(family.labels().get(i).name())
                    .append('=')
                    .append(values.get(i));
        }
        return name.append('}').toString();
    }

    public Family family() {
        return family;
    }

    /** The values of the family's labels, in their order; empty for {@link Readings}, whose rows have their own. */
    public List<String> values() {
        return values;
    }

    /** {@link Count}, {@link Timing}, {@link Level}, {@link Readings}, or another gauge of a number. */
    public Metric metric() {
        return metric;
    }

    /** Its name in Dropwizard's registry, e.g. {@code backline_track_ends_total{source=http,reason=finished}}. */
    public String name() {
        return name;
    }
}
