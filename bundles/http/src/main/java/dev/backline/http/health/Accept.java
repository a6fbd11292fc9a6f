package dev.backline.http.health;

import java.util.Locale;

/** Reads a header {@code Accept} (RFC 9110, 12.5.1), as far as it takes to choose between two types. */
final class Accept {

    private Accept() {}

    /**
     * How much a client wants a type.
     *
     * @param header the value of the header
     * @param type without parameters, such as {@code text/plain}
     * @return 0 (not at all) to 1
     */
    static double quality(String header, String type) {
        String anySubtype = type.substring(0, type.indexOf('/')) + "/*";
        double quality = 0;
        int fit = 0;
        for (String range : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = range.split(";", -1);
            String name = parts[0].strip();
            int fits = name.equals(type) ? 3 : name.equals(anySubtype) ? 2 : name.equals("*/*") ? 1 : 0;
            if (fits > fit) {
                fit = fits;
                quality = quality(parts);
            }
        }
        return quality;
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.startsWith("q=")) {
                try {
                    return Double.parseDouble(parameter.substring(2));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 1;
    }
}
