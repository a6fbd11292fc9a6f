package dev.backline.console.shell;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.jline.builtins.Completers.CompletionData;
import org.jline.reader.ParsedLine;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Completes arguments in the interactive shell, which looks up what it knows of a command in a map of the session's and
 * asks functions for candidates. The map is made on the fly, so that it is right while bundles come and go. A session
 * gets it with the first line that it executes, and loses it when this bundle goes: it would hold on to the bundle.
 */
final class Completion extends AbstractMap<String, List<CompletionData>> implements CommandSessionListener {

    /** The variable in which the interactive shell looks for the map. */
    private static final String MAP = ".completions";

    /** The function that gives the candidates for the word at the cursor. */
    static final String CANDIDATES = "candidates";

    private final CommandRegistry registry;
    private final Set<CommandSession> sessions =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    Completion(CommandRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void beforeExecute(CommandSession session, CharSequence line) {
        if (sessions.add(session)) {
            session.put(MAP, this);
        }
    }

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Exception failure) {}

    @Override
    public void afterExecute(CommandSession session, CharSequence line, Object result) {}

    /** Takes the map out of all sessions. */
    void withdraw() {
        for (CommandSession session : sessions.toArray(CommandSession[]::new)) {
            session.put(MAP, null);
        }
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
