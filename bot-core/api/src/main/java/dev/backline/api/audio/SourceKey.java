package dev.backline.api.audio;

import java.util.regex.Pattern;

/**
 * The name of a {@link TrackSource}: one value of a closed set, so that it may stand in a metric's label.
 *
 * @param name 2 to 32 characters of {@code a-z}, {@code 0-9} and {@code _}, starting with a letter
 */
public record SourceKey(String name) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{1,31}");

    public SourceKey {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A source's name has 2 to 32 characters of a-z, 0-9 and _ and starts with a letter; it was: "
                            + name);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
