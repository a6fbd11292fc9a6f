package dev.backline.guard;

import dev.backline.api.feature.Features;
import dev.backline.api.shell.ShellCommands;
import java.time.Clock;
import java.time.Duration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the guard look again and again, on a thread of its own. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.guard")
@Designate(ocd = GuardSettings.class)
public final class GuardComponent {

    private static final Logger log = LoggerFactory.getLogger(GuardComponent.class);

    private final Guard guard;
    private final Thread thread;
    private final ServiceRegistration<ShellCommands> commands;

    /** Begins to look. */
    @Activate
    public GuardComponent(BundleContext context, GuardSettings settings, @Reference Features features) {
        guard = new Guard(
                features,
                new Budget(settings.totalPercent() / 100, settings.featurePercent() / 100),
                settings.checks(),
                Duration.ofSeconds(settings.retrySeconds()),
                settings.dryRun(),
                Clock.systemUTC());
        commands = context.registerService(ShellCommands.class, new GuardCommands(features, guard), null);
        Duration every = Duration.ofSeconds(settings.checkSeconds());
        thread = Thread.ofPlatform().name("backline-guard").daemon().start(() -> look(every));
    }

    private void look(Duration every) {
        try {
            while (true) {
                Thread.sleep(every);
                try {
                    guard.check();
                } catch (RuntimeException e) {
                    log.error("The guard could not look at what features cost", e);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Deactivate
    void close() {
        thread.interrupt();
        commands.unregister();
    }
}
