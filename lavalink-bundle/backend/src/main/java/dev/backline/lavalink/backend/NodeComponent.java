package dev.backline.lavalink.backend;

import dev.backline.api.event.NodeKey;
import dev.backline.lavalink.backend.node.NodeConfig;
import java.net.URI;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** One node of the configuration, for as long as it stands there. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.lavalink.node",
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = NodeSettings.class, factory = true)
public final class NodeComponent {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final Cluster cluster;
    private final String name;

    @Activate
    public NodeComponent(
            NodeSettings settings, Map<String, Object> properties, @Reference LavalinkComponent component) {
        cluster = component.cluster();
        name = name(String.valueOf(properties.get(Constants.SERVICE_PID)));
        change(settings);
    }

    private static String name(String pid) {
        String name = pid.substring(pid.indexOf('~') + 1);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A node's name has 1 to 32 characters of a-z, 0-9 and -, and begins with"
                    + " a letter; it was: " + name);
        }
        return name;
    }

    @Modified
    void change(NodeSettings settings) {
        cluster.configure(new NodeConfig(
                new NodeKey(name, settings.region()),
                URI.create(settings.uri().strip()),
                settings._password(),
                settings.weight(),
                settings.library().strip()));
    }

    @Deactivate
    void close() {
        cluster.dismiss(name);
    }
}
