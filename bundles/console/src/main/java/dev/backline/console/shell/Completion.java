package dev.backline.console.shell;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completes arguments in the interactive shell, which looks up what it knows of a command in a map of the session's and
 * asks functions for candidates. The map is made on the fly, so that it is right while bundles come and go.
 */
final class Completion extends AbstractMap<String, List<CompletionData>> {

    /** The function that gives the map; called in the shell's profile. */
    static final String MAP = "completions";

    /** The function that gives the candidates for the word at the cursor. */
    static final String CANDIDATES = "candidates";

    private final CommandRegistry registry;

    Completion(CommandRegistry registry) {
        this.registry = registry;
    }

    Function map() {
        return (session, arguments) -> this;
    }

    Function candidates() {
        return this::candidates;
    }

    private List<String> candidates(CommandSession session, List<Object> arguments) {
        if (!(session.get(".commandLine") instanceof ParsedLine line)
                || line.words().size() < 2) {
            return List.of();
        }
        List<String> words = line.words().subList(0, line.wordIndex() + 1);
        return registry.find(words.getFirst()).stream()
                .flatMap(command -> command.complete(words.subList(1, words.size())))
                .toList();
    }

    @Override
    public @Nullable List<CompletionData> get(Object name) {
        return registry.find(String.valueOf(name)).map(Completion::describe).orElse(null);
    }

    private static List<CompletionData> describe(KnownCommand command) {
        List<CompletionData> all = new ArrayList<>();
        for (OptionSpec option : command.options()) {
            String description = String.join(" ", option.description());
            all.add(new CompletionData(Arrays.asList(option.names()), description, null, null));
        }
        all.add(new CompletionData(null, null, "bot:" + CANDIDATES, null));
        return all;
    }

    @Override
    public Set<Map.Entry<String, List<CompletionData>>> entrySet() {
        return registry.commands().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> describe(entry.getValue())))
                .entrySet();
    }
}
