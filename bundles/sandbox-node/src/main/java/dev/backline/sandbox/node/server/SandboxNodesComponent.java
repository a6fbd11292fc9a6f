package dev.backline.sandbox.node.server;

import dev.backline.api.discord.DiscordEndpoint;
import dev.backline.api.shell.ShellCommands;
import dev.backline.sandbox.node.NodeSettings;
import dev.backline.sandbox.node.SandboxNodes;
import dev.backline.sandbox.node.shell.NodeCommands;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** Has nodes as long as there is a Discord of the sandbox to play to, and offers them as a service. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.sandbox.node")
@Designate(ocd = SandboxNodeSettings.class)
public final class SandboxNodesComponent {

    private final LoopbackNodes nodes;
    private final List<ServiceRegistration<?>> services;

    /** Starts the nodes that are configured. */
    @Activate
    public SandboxNodesComponent(
            BundleContext context, SandboxNodeSettings settings, @Reference DiscordEndpoint discord) {
        nodes = new LoopbackNodes(discord.voiceTls());
        try {
            for (int i = 0; i < settings.nodes(); i++) {
                nodes.add(NodeSettings.named("node-" + (i + 1))
                        .withPassword(settings._password())
                        .withPort(i < settings.ports().length ? settings.ports()[i] : 0)
                        .withRegion(i < settings.regions().length ? settings.regions()[i] : ""));
            }
        } catch (RuntimeException e) {
            nodes.close();
            throw e;
        }
        services = List.of(
                context.registerService(SandboxNodes.class, nodes, null),
                context.registerService(ShellCommands.class, new NodeCommands(nodes, settings._password()), null));
    }

    @Deactivate
    void close() {
        services.forEach(ServiceRegistration::unregister);
        nodes.close();
    }
}
