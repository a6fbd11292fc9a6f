package dev.backline.metrics.registry;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants, by the headers of its request
 * (<a href="https://www.rfc-editor.org/rfc/rfc9110#name-content-negotiation">RFC 9110, 12</a>).
 *
 * <p>{@code TextFormat.chooseContentType} of Prometheus' client does not do: it gives OpenMetrics to whoever names it, also to
 * those who like text better, as {@code scrape_protocols} may tell Prometheus to, or want another version.
 */
final class Negotiation {

    private Negotiation() {}

    /**
     * The format that the client likes best; when it likes both as much, the one that it named, and Prometheus' own
     * when it named neither or both, or wants what there is not.
     *
     * @param accept the header, if there is one
     */
    static Format format(@Nullable String accept) {
        if (accept == null) {
            return Format.PROMETHEUS;
        }
        Preference plain = preference(Format.PROMETHEUS, accept);
        Preference open = preference(Format.OPEN_METRICS, accept);
        boolean betterOpen = open.quality() > plain.quality()
                || (open.quality() == plain.quality() && open.quality() > 0 && open.closeness() > plain.closeness());
        return betterOpen ? Format.OPEN_METRICS : Format.PROMETHEUS;
    }

    /** Whether the client takes gzip. */
    static boolean gzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        double any = 0;
        for (String part : acceptEncoding.split(",", -1)) {
            String[] fields = part.strip().split("\\s*;\\s*", -1);
            if (fields[0].equalsIgnoreCase("gzip")) {
                return quality(fields) > 0;
            }
            if (fields[0].equals("*")) {
                any = quality(fields);
            }
        }
        return any > 0;
    }

    /**
     * What a client thinks of a format.
     *
     * @param quality 0 to 1
     * @param closeness how exactly it named it: 0 not at all, 4 with its version
     */
    private record Preference(double quality, int closeness) {}

    private static Preference preference(Format format, String accept) {
        Preference best = new Preference(0, 0);
        for (String range : accept.split(",", -1)) {
            String[] fields = range.strip().split("\\s*;\\s*", -1);
            int closeness = closeness(format, fields);
            // Of several ranges that fit, the closest says how much it is liked.
            if (closeness > best.closeness()) {
                best = new Preference(quality(fields), closeness);
            }
        }
        return best;
    }

    private static int closeness(Format format, String[] fields) {
        String type = fields[0].toLowerCase(Locale.ROOT);
        if (type.equals("*/*")) {
            return 1;
        }
        if (type.equals(format.type() + "/*")) {
            return 2;
        }
        if (!type.equals(format.type() + "/" + format.subtype())) {
            return 0;
        }
        String version = parameter(fields, "version");
        if (version == null) {
            return 3;
        }
        return version.equals(format.version()) ? 4 : 0;
    }

    private static double quality(String[] fields) {
        String quality = parameter(fields, "q");
        if (quality == null) {
            return 1;
        }
        try {
            return Math.clamp(Double.parseDouble(quality), 0.0, 1.0);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }

    private static @Nullable String parameter(String[] fields, String name) {
        for (int i = 1; i < fields.length; i++) {
            String[] pair = fields[i].split("\\s*=\\s*", 2);
            if (pair.length == 2 && pair[0].equalsIgnoreCase(name)) {
                return pair[1].replace("\"", "");
            }
        }
        return null;
    }
}
