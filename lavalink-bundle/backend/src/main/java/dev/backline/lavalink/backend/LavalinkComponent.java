package dev.backline.lavalink.backend;

import dev.backline.api.audio.AudioBackend;
import dev.backline.api.event.Events;
import dev.backline.api.lavalink.LavalinkNodes;
import dev.backline.api.shell.ShellCommands;
import dev.backline.api.voice.VoiceGateway;
import dev.backline.lavalink.backend.node.Patience;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;

/** Offers the nodes as a backend, preferred to the one in this process for as long as they work. */
@Component(service = LavalinkComponent.class, immediate = true, configurationPid = "dev.backline.lavalink.backend")
@Designate(ocd = BackendSettings.class)
public final class LavalinkComponent {

    /** The embedded backend has 0. */
    private static final int PREFERRED = 100;

    private static final int LAST_RESORT = -100;

    private final Cluster cluster;
    private final ServiceRegistration<AudioBackend> backend;
    private final ServiceRegistration<LavalinkNodes> nodes;
    private final ServiceRegistration<ShellCommands> commands;

    @Activate
    public LavalinkComponent(BundleContext context, BackendSettings settings, @Reference Events events) {
        cluster = new Cluster(
                new Patience(
                        Duration.ofMillis(settings.pingMillis()),
                        Duration.ofMillis(settings.silenceMillis()),
                        Duration.ofMillis(settings.requestMillis()),
                        Duration.ofMillis(settings.voiceMillis()),
                        Duration.ofMillis(settings.resumeMillis()),
                        Duration.ofSeconds(settings.sessionSeconds()),
                        Duration.ofSeconds(settings.settleSeconds())),
                events.nodes());
        nodes = context.registerService(LavalinkNodes.class, cluster, null);
        commands = context.registerService(ShellCommands.class, new LavalinkCommands(cluster), null);
        backend = context.registerService(AudioBackend.class, cluster, ranked(Availability.NONE));
        cluster.whenAvailable(this::rank);
    }

    private void rank(Availability now) {
        try {
            backend.setProperties(ranked(now));
        } catch (IllegalStateException unregistered) {
            // This is being closed on another thread.
        }
    }

    private static Dictionary<String, Object> ranked(Availability availability) {
        return FrameworkUtil.asDictionary(Map.of(
                Constants.SERVICE_RANKING,
                availability == Availability.FULL ? PREFERRED : LAST_RESORT,
                "backline.availability",
                availability.name()));
    }

    /** The nodes of this component, for those that configure them. */
    Cluster cluster() {
        return cluster;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setVoice(VoiceGateway voice) {
        cluster.userIs(voice.userId());
    }

    /** The nodes stay connected: the bot will be the same when it is back. */
    void unsetVoice(VoiceGateway voice) {}

    @Deactivate
    void close() {
        cluster.whenAvailable(now -> {});
        backend.unregister();
        commands.unregister();
        nodes.unregister();
        cluster.close();
    }
}
