package dev.backline.lavalink.health;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.event.NodeKey;
import dev.backline.api.event.NodeObserver;
import dev.backline.api.lavalink.LavalinkNodes;
import dev.backline.api.lavalink.NodeStatus;
import dev.backline.api.shell.ShellCommands;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Has a health check for all of playback, and one for each node, as they come and go; and a command. */
@Component(
        service = {HealthCheck.class, NodeObserver.class},
        immediate = true,
        property = {"hc.name=lavalink", "hc.tags=ready"})
public final class HealthComponent implements HealthCheck, NodeObserver {

    private final BundleContext context;
    private final ServiceRegistration<ShellCommands> commands;
    private final Map<String, ServiceRegistration<HealthCheck>> checks = new HashMap<>();
    private final List<AudioBackend> backends = new CopyOnWriteArrayList<>();
    private volatile @Nullable LavalinkNodes nodes;
    private boolean closed;

    @Activate
    public HealthComponent(BundleContext context) {
        this.context = context;
        commands = context.registerService(ShellCommands.class, new HealthCommands(this::all, this::execute), null);
    }

    private List<NodeStatus> all() {
        LavalinkNodes known = nodes;
        return known == null ? List.of() : known.all();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addBackend(AudioBackend backend) {
        backends.add(backend);
    }

    void removeBackend(AudioBackend backend) {
        backends.remove(backend);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setNodes(LavalinkNodes known) {
        nodes = known;
        follow();
    }

    void unsetNodes(LavalinkNodes known) {
        if (nodes == known) {
            nodes = null;
            follow();
        }
    }

    @Override
    public void nodeConnected(NodeKey node, boolean resumed) {
        follow();
    }

    @Override
    public void nodeDisconnected(NodeKey node, NodeTrouble trouble) {
        follow();
    }

    /** Makes the checks those of the nodes that there are. */
    private synchronized void follow() {
        Set<String> now = closed
                ? Set.of()
                : all().stream().map(node -> node.node().name()).collect(Collectors.toSet());
        checks.entrySet().removeIf(check -> {
            boolean gone = !now.contains(check.getKey());
            if (gone) {
                check.getValue().unregister();
            }
            return gone;
        });
        now.forEach(name -> checks.computeIfAbsent(name, this::check));
    }

    private ServiceRegistration<HealthCheck> check(String name) {
        return context.registerService(
                HealthCheck.class,
                () -> all().stream()
                        .filter(node -> node.node().name().equals(name))
                        .findFirst()
                        .map(Checks::node)
                        .orElseGet(() -> new Result(Result.Status.OK, "it is not configured any more")),
                FrameworkUtil.asDictionary(
                        Map.of(HealthCheck.NAME, "lavalink " + name, HealthCheck.TAGS, new String[] {"lavalink"})));
    }

    @Override
    public Result execute() {
        return Checks.cluster(all(), List.copyOf(backends));
    }

    @Deactivate
    void close() {
        commands.unregister();
        synchronized (this) {
            closed = true;
            follow();
        }
    }
}
