package dev.backline.profiler.heap;

import dev.backline.profiler.engine.DiagnosticCommand;
import dev.backline.profiler.profile.TypeName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;

/**
 * How many objects of which class are on the heap, as the JVM's {@code GC.class_histogram} says it.
 *
 * @param classes by name
 */
public record Histogram(Map<String, Count> classes) {

    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    /** Objects of one class, and what they take without what they refer to. */
    public record Count(long instances, long bytes) {

        Count plus(Count other) {
            return new Count(instances + other.instances, bytes + other.bytes);
        }

        Count minus(Count other) {
            return new Count(instances - other.instances, bytes - other.bytes);
        }
    }

    /** A class, and how much of it there is, or how much more. */
    public record Row(String name, Count count) {}

    public Histogram {
        classes = Map.copyOf(classes);
    }

    /**
     * Counts what is on the heap of this process. All threads stop meanwhile, for some 0.4 s.
     *
     * @param live whether garbage is collected first, so that only what is in use is counted
     */
    public static Histogram take(boolean live) throws IOException {
        return parse(text(live));
    }

    private static String text(boolean live) throws IOException {
        String[] arguments = live ? new String[0] : new String[] {"-all"};
        try {
            return DiagnosticCommand.run("gcClassHistogram", arguments);
        } catch (JMException e) {
            throw new IOException("This JVM counts no objects: " + e.getMessage(), e);
        }
    }

    /** Reads what the JVM prints, and what {@link #text()} writes. */
    public static Histogram parse(String text) {
        Map<String, Count> classes = new HashMap<>();
        text.lines().forEach(line -> {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Count count = new Count(Long.parseLong(row.group(1)), Long.parseLong(row.group(2)));
                classes.merge(TypeName.of(row.group(3)), count, Count::plus);
            }
        });
        return new Histogram(classes);
    }

    /** All of it. */
    public Count total() {
        return classes.values().stream().reduce(new Count(0, 0), Count::plus);
    }

    /** The classes that take the most, first. */
    public List<Row> largest(int most) {
        return classes.entrySet().stream()
                .map(entry -> new Row(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((Row row) -> -row.count().bytes()).thenComparing(Row::name))
                .limit(most)
                .toList();
    }

    /** The classes of which there is most more or less than before, first. */
    public List<Row> difference(Histogram before, int most) {
        List<Row> rows = new ArrayList<>();
        Count none = new Count(0, 0);
        classes.forEach((name, count) -> rows.add(new Row(name, count.minus(before.classes.getOrDefault(name, none)))));
        before.classes.forEach((name, count) -> {
            if (!classes.containsKey(name)) {
                rows.add(new Row(name, none.minus(count)));
            }
        });
        return rows.stream()
                .filter(row -> row.count().instances() != 0 || row.count().bytes() != 0)
                .sorted(Comparator.comparing((Row row) -> -Math.abs(row.count().bytes()))
                        .thenComparing(Row::name))
                .limit(most)
                .toList();
    }

    /** As the JVM prints it. */
    public String text() {
        StringBuilder text = new StringBuilder(String.format(" num     #instances         #bytes  class name%n"));
        int number = 1;
        for (Row row : largest(Integer.MAX_VALUE)) {
            text.append(String.format(
                    "%4d: %14d %14d  %s%n",
                    number++, row.count().instances(), row.count().bytes(), row.name()));
        }
        return text.toString();
    }
}
