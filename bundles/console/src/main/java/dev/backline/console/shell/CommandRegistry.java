package dev.backline.console.shell;

import dev.backline.api.shell.ShellCommand;
import dev.backline.api.shell.ShellCommands;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSessionListener;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Knows the commands of all bundles and makes each a function of Gogo while its bundle offers it. */
@Component(service = CommandRegistry.class, immediate = true)
public final class CommandRegistry {

    private record Entry(KnownCommand command, ServiceRegistration<Function> service) {}

    private final BundleContext context;
    private final Completion completion = new Completion(this);
    private final List<ServiceRegistration<?>> services;
    private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();

    @Activate
    public CommandRegistry(BundleContext context) {
        this.context = context;
        add("bot", "help", () -> new HelpCommand(this));
        services = List.of(
                context.registerService(CommandSessionListener.class, completion, null),
                register("bot", Completion.CANDIDATES, completion.candidates()));
    }

    @Deactivate
    void close() {
        services.forEach(ServiceRegistration::unregister);
        completion.withdraw();
        entries.keySet().forEach(this::remove);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addCommands(ShellCommands commands) {
        commands.commands().forEach((name, runs) -> add(commands.scope(), name, runs));
    }

    void removeCommands(ShellCommands commands) {
        commands.commands().keySet().forEach(name -> remove(commands.scope() + ":" + name));
    }

    private void add(String scope, String name, Supplier<ShellCommand> runs) {
        KnownCommand command = new KnownCommand(scope + ":" + name, runs);
        entries.put(command.name(), new Entry(command, register(scope, name, command)));
    }

    private ServiceRegistration<Function> register(String scope, String name, Function function) {
        Map<String, Object> properties =
                Map.of(CommandProcessor.COMMAND_SCOPE, scope, CommandProcessor.COMMAND_FUNCTION, name);
        return context.registerService(Function.class, function, FrameworkUtil.asDictionary(properties));
    }

    private void remove(String name) {
        Entry entry = entries.remove(name);
        if (entry != null) {
            entry.service().unregister();
        }
    }

    /** All commands by their names with scope. */
    NavigableMap<String, KnownCommand> commands() {
        NavigableMap<String, KnownCommand> commands = new TreeMap<>();
        entries.forEach((name, entry) -> commands.put(name, entry.command()));
        return commands;
    }

    /** The command of that name, whose scope may be left out when it is the only one. */
    Optional<KnownCommand> find(String name) {
        Entry exact = entries.get(name);
        if (exact != null) {
            return Optional.of(exact.command());
        }
        List<KnownCommand> same = entries.values().stream()
                .map(Entry::command)
                .filter(command -> command.name().endsWith(":" + name))
                .toList();
        return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
    }
}
