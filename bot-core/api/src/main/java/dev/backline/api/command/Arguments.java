package dev.backline.api.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The values that a member gave for a command's options. Immutable. */
public final class Arguments {

    /** No values. */
    public static final Arguments NONE = new Builder().build();

    private final Map<Option<?>, Object> values;

    private Arguments(Map<Option<?>, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** The value of an option, empty when it was not given. */
    public <T> Optional<T> get(Option<T> option) {
        return Optional.ofNullable(values.get(option)).map(option.type()::cast);
    }

    /** Collects values; not safe for threads. */
    public static final class Builder {

        private final Map<Option<?>, Object> values = new HashMap<>();

        /** Adds a value; a later one for the same option wins. */
        public <T> Builder put(Option<T> option, T value) {
            values.put(option, option.type().cast(value));
            return this;
        }

        public Arguments build() {
            return new Arguments(values);
        }
    }
}
