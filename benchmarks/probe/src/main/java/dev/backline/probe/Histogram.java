package dev.backline.probe;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is on the heap.
 *
 * @param objects how many of each class
 * @param bytes of all
 */
record Histogram(Map<String, Long> objects, long bytes) {

    /** Number, objects, bytes, name, module. */
    private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

    /** In the names of hidden classes, of which each has another. */
    private static final Pattern ADDRESS = Pattern.compile("[./+]0x[0-9a-f]+");

    /**
     * A class of which there are more.
     *
     * @param objects how many more
     */
    record Growth(String type, long objects) {}

    Histogram {
        objects = Map.copyOf(objects);
    }

    /** Reads what the JVM prints. */
    static Histogram parse(String text) {
        Map<String, Long> objects = new HashMap<>();
        long bytes = 0;
        for (String line : text.lines().toList()) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                objects.merge(ADDRESS.matcher(row.group(3)).replaceAll(""), Long.parseLong(row.group(1)), Long::sum);
                bytes += Long.parseLong(row.group(2));
            }
        }
        return new Histogram(objects, bytes);
    }

    /**
     * The class of which there are most more than before; empty when of none there are. What was known before is on the heap
     * itself, with a few objects for each class.
     */
    Optional<Growth> since(Histogram before) {
        long own = before.objects.size();
        return objects.entrySet().stream()
                .map(now ->
                        new Growth(now.getKey(), now.getValue() - before.objects.getOrDefault(now.getKey(), 0L) - own))
                .filter(growth -> growth.objects() > 0)
                .max(Comparator.comparingLong(Growth::objects).thenComparing(Growth::type));
    }
}
