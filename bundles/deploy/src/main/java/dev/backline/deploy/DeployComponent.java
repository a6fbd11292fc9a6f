package dev.backline.deploy;

import dev.backline.api.feature.FeatureInstaller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the deploy folder again and again, on a thread of its own. */
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.backline.deploy")
@Designate(ocd = DeploySettings.class)
public final class DeployComponent {

    private static final Logger log = LoggerFactory.getLogger(DeployComponent.class);

    /** How long a look that is under way may take to end. */
    private static final long PATIENCE_MILLIS = 5000;

    private final Path folder;
    private final DeployFolder deploy;
    private final Thread thread;

    /** Begins to look. */
    @Activate
    public DeployComponent(BundleContext context, DeploySettings settings, @Reference FeatureInstaller installer)
            throws IOException {
        folder = path(context, "backline.deploy").toAbsolutePath().normalize();
        Files.createDirectories(folder);
        Path conf = path(context, "backline.conf");
        Optional<Trust> trust = settings.trust().equals("any")
                ? Optional.empty()
                : Optional.of(new Trust(conf.resolve("trusted-bundles.sha256"), conf.resolve("trusted-signers.pem")));
        deploy = new DeployFolder(
                folder,
                path(context, "backline.data").resolve("deploy"),
                trust,
                installer,
                new Installed(context.getDataFile("installed").toPath()));
        thread = Thread.ofPlatform().name("backline-deploy").daemon().start(() -> look(settings.pollMillis()));
    }

    private static Path path(BundleContext context, String property) {
        String path = context.getProperty(property);
        if (path == null) {
            throw new IllegalStateException("The framework property " + property + " is not set");
        }
        return Path.of(path);
    }

    private void look(int pollMillis) {
        String failure = "";
        try {
            while (true) {
                String before = failure;
                failure = look();
                // A folder that cannot be read is said once, and not every second.
                if (!failure.isEmpty() && !failure.equals(before)) {
                    log.warn("{} cannot be looked at: {}", folder, failure);
                }
                Thread.sleep(pollMillis);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what went wrong; empty when nothing did. */
    private String look() {
        try {
            deploy.look();
            return "";
        } catch (IOException | RuntimeException e) {
            log.debug("{} cannot be looked at", folder, e);
            return e.toString();
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        thread.interrupt();
        thread.join(PATIENCE_MILLIS);
    }
}
