package dev.backline.api.command;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A slash command as members see it.
 *
 * @param name 1 to 32 characters, lower case; one of a closed set, so that it may stand in a metric's label
 * @param description 1 to 100 characters
 * @param options required ones first, at most 25, each name once
 * @param deferred whether the answer takes work, so that the command is acknowledged before that work begins
 */
public record CommandSpec(String name, String description, List<Option<?>> options, boolean deferred) {

    public CommandSpec {
        Option.Names.check(name, description);
        options = List.copyOf(options);
        if (options.size() > 25) {
            throw new IllegalArgumentException("The command " + name + " has more than 25 options");
        }
        Set<String> names = new HashSet<>();
        boolean optionalSeen = false;
        for (Option<?> option : options) {
            if (!names.add(option.name())) {
                throw new IllegalArgumentException("The command " + name + " has two options " + option.name());
            }
            if (option.required() && optionalSeen) {
                throw new IllegalArgumentException(
                        "The command " + name + " has the required option " + option.name() + " after an optional one");
            }
            optionalSeen |= !option.required();
        }
    }
}
